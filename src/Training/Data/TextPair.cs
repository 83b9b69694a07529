namespace TranslationService.Training.Data;

/// <summary>A line and its translation.</summary>
internal sealed record TextPair(string Source, string Target);
