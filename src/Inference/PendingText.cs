using TranslationService.Inference.Batching;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Inference;

/// <summary>A text whose segments are in the queue.</summary>
/// <param name="Source">Its segments and what stands between them.</param>
/// <param name="Jobs">[segment] null where a segment has no tokens: it comes back as it was.</param>
internal sealed record PendingText(SegmentedText Source, IReadOnlyList<SentenceJob?> Jobs);
