using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>What became of a sentence, and how long it took.</summary>
/// <param name="Hypotheses">Best first; at least one.</param>
/// <param name="Queue">Time until its batch formed.</param>
/// <param name="Encode">Time of its batch's encoder run.</param>
/// <param name="Decode">Time from then until it left the batch.</param>
internal sealed record SentenceResult(IReadOnlyList<Hypothesis> Hypotheses, TimeSpan Queue, TimeSpan Encode, TimeSpan Decode);
