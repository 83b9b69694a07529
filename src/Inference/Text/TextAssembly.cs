using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Inference.Text;

/// <summary>Puts translated segments together again.</summary>
internal static class TextAssembly
{
    /// <summary>
    /// The best text and its alternatives. The k-th alternative takes every segment's k-th hypothesis (the best where a segment has no k-th);
    /// the one with the highest sum of scores comes first, and none repeats another or the best.
    /// </summary>
    public static TextTranslation Assemble(SegmentedText source, IReadOnlyList<SegmentTranslation> segments)
    {
        var best = TextOf(source, segments, 0);
        var depth = segments.Count == 0 ? 0 : segments.Max(segment => segment.Hypotheses.Count);
        var alternatives = Enumerable.Range(1, Math.Max(0, depth - 1))
            .OrderByDescending(rank => segments.Sum(segment => (double)At(segment, rank).Score))
            .Select(rank => TextOf(source, segments, rank))
            .Where(text => text != best)
            .Distinct(StringComparer.Ordinal);
        return new TextTranslation(best, [.. alternatives], segments);
    }

    private static string TextOf(SegmentedText source, IReadOnlyList<SegmentTranslation> segments, int rank) =>
        source.Join([.. segments.Select(segment => At(segment, rank).Text)]);

    private static TranslationHypothesis At(SegmentTranslation segment, int rank) =>
        segment.Hypotheses[rank < segment.Hypotheses.Count ? rank : 0];
}
