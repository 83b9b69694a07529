namespace TranslationService.Inference;

/// <summary>One segment (a sentence, or a part of one that is too long for the model) and its hypotheses.</summary>
/// <param name="Source">The segment's text.</param>
/// <param name="SourceTokens">Its length in tokens, with language and end tokens.</param>
/// <param name="Hypotheses">Best first; at least one.</param>
public sealed record SegmentTranslation(string Source, int SourceTokens, IReadOnlyList<TranslationHypothesis> Hypotheses);
