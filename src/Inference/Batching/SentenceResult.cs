using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>What became of a sentence, and how long it took.</summary>
/// <param name="Hypotheses">Best first; at least one.</param>
/// <param name="Times">Its time in each phase.</param>
internal sealed record SentenceResult(IReadOnlyList<Hypothesis> Hypotheses, PhaseTimes Times);
