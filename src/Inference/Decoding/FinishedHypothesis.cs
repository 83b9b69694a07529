namespace TranslationService.Inference.Decoding;

/// <summary>Where a finished hypothesis stands in the history of its search.</summary>
/// <param name="Tokens">Its tokens, the end token not counted.</param>
/// <param name="Origin">The live hypothesis that it ended, by rank in the beam of that time.</param>
/// <param name="Score">Sum / length^α.</param>
internal readonly record struct FinishedHypothesis(int Tokens, int Origin, float Score);
