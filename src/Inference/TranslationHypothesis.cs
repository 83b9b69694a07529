namespace TranslationService.Inference;

/// <summary>A translation of a segment.</summary>
/// <param name="Text">The text.</param>
/// <param name="TargetTokens">Its length in tokens, with the end token.</param>
/// <param name="Score">Sum of log-probabilities divided by TargetTokens^α.</param>
public sealed record TranslationHypothesis(string Text, int TargetTokens, float Score);
