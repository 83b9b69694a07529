namespace TranslationService.Engine.Benchmarks;

/// <summary>A benchmark cannot run, or measured nothing that means anything; the message is one line for the person who started it.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
