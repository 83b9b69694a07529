using System.Text;

namespace TranslationService.Inference.Text;

/// <summary>A text as segments and the white space around them: Gaps[0] Segments[0] Gaps[1] … Segments[n − 1] Gaps[n].</summary>
/// <param name="Segments">[n] none of them empty or white space alone.</param>
/// <param name="Gaps">[n + 1] white space, or nothing.</param>
internal sealed record SegmentedText(IReadOnlyList<string> Segments, IReadOnlyList<string> Gaps)
{
    /// <summary>One segment a line, without the white space at its ends.</summary>
    public static SegmentedText OfLines(string text)
    {
        var (segments, gaps) = (new List<string>(), new List<string>());
        var gap = new StringBuilder();
        foreach (var line in LinesWithEnds(text))
        {
            var segment = line.Trim();
            if (segment.Length == 0)
            {
                gap.Append(line);
                continue;
            }

            var start = line.Length - line.TrimStart().Length;
            segments.Add(segment);
            gaps.Add(gap.Append(line, 0, start).ToString());
            gap.Clear().Append(line, start + segment.Length, line.Length - start - segment.Length);
        }

        gaps.Add(gap.ToString());
        return new SegmentedText(segments, gaps);
    }

    /// <summary>The text with other segments in the same gaps.</summary>
    public string Join(IEnumerable<string> segments)
    {
        var text = new StringBuilder(Gaps[0]);
        foreach (var (segment, gap) in segments.Zip(Gaps.Skip(1)))
        {
            text.Append(segment).Append(gap);
        }

        return text.ToString();
    }

    private static IEnumerable<string> LinesWithEnds(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            yield return text[start..next];
            start = next;
        }
    }
}
