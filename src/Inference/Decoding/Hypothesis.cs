namespace TranslationService.Inference.Decoding;

/// <summary>A finished hypothesis of a sentence.</summary>
/// <param name="Ids">[tokens] with no begin and no end token.</param>
/// <param name="Score">Sum of log-probabilities, the end token's among them, divided by (tokens with the end token)^α.</param>
public sealed record Hypothesis(IReadOnlyList<int> Ids, float Score);
