using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Data;

/// <summary>One direction of a validation corpus.</summary>
/// <param name="Direction">From which language into which.</param>
/// <param name="Pairs">In token ids, for the loss; at least one.</param>
/// <param name="Lines">The same as text, for BLEU.</param>
internal sealed record ValidationCorpus(LanguagePair Direction, IReadOnlyList<SentencePair> Pairs, IReadOnlyList<TextPair> Lines);
