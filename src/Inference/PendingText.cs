using TranslationService.Inference.Batching;
using TranslationService.Inference.Text;

namespace TranslationService.Inference;

/// <summary>A text whose segments are in the queue.</summary>
/// <param name="Source">Segments and gaps.</param>
/// <param name="Jobs">[segment] null where a segment has no tokens: it comes back as it was.</param>
internal sealed record PendingText(SegmentedText Source, IReadOnlyList<SentenceJob?> Jobs);
