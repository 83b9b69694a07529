namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>A sentence and the length of its translation.</summary>
/// <param name="Text">English.</param>
/// <param name="Tokens">Target tokens, the end token counted.</param>
internal readonly record struct CountedSentence(string Text, int Tokens);
