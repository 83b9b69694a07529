namespace TranslationService.Tokenization.Segmentation;

/// <summary>A part of a segment that is no longer than a model takes.</summary>
/// <param name="Text">The part; white space may stand at its ends. The parts in turn are the segment.</param>
/// <param name="Ids">Its ids without special tokens; none where there is nothing but white space. [token]</param>
public sealed record SegmentPart(string Text, IReadOnlyList<int> Ids);
