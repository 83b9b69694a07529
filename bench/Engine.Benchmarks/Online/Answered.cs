namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>An arrival that was answered.</summary>
/// <param name="At">When, after the start.</param>
/// <param name="Latency">How long after it was due.</param>
internal readonly record struct Answered(TimeSpan At, TimeSpan Latency);
