using System.Text;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>
/// A text cut into segments and the exact white space before, between and after them: separators and segments in turn are the text.
/// A segment is never empty and has no white space at its ends.
/// </summary>
public sealed record SegmentedText
{
    /// <summary>What is translated, one by one. [segment]</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>What stands before the first segment, between neighbours, and after the last; each may be empty. [segment + 1]</summary>
    public required IReadOnlyList<string> Separators { get; init; }

    /// <summary>Puts translations where the segments stood; with <see cref="Segments"/> themselves it gives the text back.</summary>
    /// <param name="translations">One for each segment, in order.</param>
    /// <exception cref="ArgumentException">There are not as many translations as segments.</exception>
    public string Join(IReadOnlyList<string> translations)
    {
        if (translations.Count != Segments.Count)
        {
            throw new ArgumentException($"{Segments.Count} segments need as many translations, not {translations.Count}", nameof(translations));
        }

        var text = new StringBuilder(Separators[0]);
        for (var i = 0; i < translations.Count; i++)
        {
            text.Append(translations[i]).Append(Separators[i + 1]);
        }

        return text.ToString();
    }
}
