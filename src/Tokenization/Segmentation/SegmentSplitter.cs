using System.Globalization;
using System.Text;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>Cuts segments that are too long for a model, at the best place there is: after clause punctuation, else at white space, else between text elements.</summary>
/// <param name="countTokens">How many tokens a text has.</param>
/// <param name="maxTokens">How many a part may have, at least 1. A single character that has more stays whole.</param>
public sealed class SegmentSplitter(Func<string, int> countTokens, int maxTokens)
{
    // A piece has at most 16 characters, and normalising shortens little but white space: a longer stretch is not worth a look.
    private const int MaxCharsOfToken = 16;
    private const string ClauseMarks = ",;:–—)";

    private readonly int _maxTokens = maxTokens >= 1 ? maxTokens : throw new ArgumentOutOfRangeException(nameof(maxTokens), maxTokens, "a part needs at least one token");

    /// <summary>Cuts what is too long; separators and segments in turn remain the same text.</summary>
    public SegmentedText Split(SegmentedText text)
    {
        var collector = new SegmentCollector();
        for (var i = 0; i < text.Segments.Count; i++)
        {
            collector.AddSpace(text.Separators[i]);
            SplitSegment(text.Segments[i], collector);
        }

        collector.AddSpace(text.Separators[^1]);
        return collector.ToText();
    }

    private void SplitSegment(string segment, SegmentCollector collector)
    {
        var rest = segment.AsSpan();
        while (rest.Length > MaxWindow || !Fits(rest))
        {
            var cut = FindCut(rest[..Math.Min(rest.Length, MaxWindow)], isWhole: rest.Length <= MaxWindow);
            if (cut == rest.Length)
            {
                break;
            }

            collector.Add(rest[..cut]);
            rest = rest[cut..];
        }

        collector.Add(rest);
    }

    private int MaxWindow => (int)Math.Min((long)_maxTokens * MaxCharsOfToken, int.MaxValue);

    private bool Fits(ReadOnlySpan<char> text) => countTokens(text.ToString()) <= _maxTokens;

    /// <summary>Where the first part ends.</summary>
    /// <param name="text">What the part is cut from.</param>
    /// <param name="isWhole">Whether the segment ends with it.</param>
    private int FindCut(ReadOnlySpan<char> text, bool isWhole)
    {
        var places = PlacesToCut(text);
        if (!isWhole && places.Count > 1)
        {
            // The text may stop in the middle of an element.
            places.RemoveAt(places.Count - 1);
        }

        var fitting = LastFitting(text, places);
        var limit = places[fitting];

        // A clause that leaves two thirds of the room unused is a worse part than one that ends at a space.
        for (var i = fitting; i >= 0 && places[i] > limit / 3; i--)
        {
            if (IsAtSpace(text, places[i]) && ClauseMarks.Contains(text[places[i] - 1]) && Fits(text[..places[i]]))
            {
                return places[i];
            }
        }

        for (var i = fitting; i >= 0; i--)
        {
            if (IsAtSpace(text, places[i]) && Fits(text[..places[i]]))
            {
                return places[i];
            }
        }

        return limit;
    }

    /// <summary>The ends of the text elements, or of the code points of the first one where it alone is too long.</summary>
    private List<int> PlacesToCut(ReadOnlySpan<char> text)
    {
        var places = new List<int>();
        var first = StringInfo.GetNextTextElementLength(text);
        if (!Fits(text[..first]))
        {
            for (var at = 0; at < first; places.Add(at))
            {
                Rune.DecodeFromUtf16(text[at..], out _, out var chars);
                at += chars;
            }

            return places;
        }

        for (var at = 0; at < text.Length; places.Add(at))
        {
            at += StringInfo.GetNextTextElementLength(text[at..]);
        }

        return places;
    }

    /// <summary>The index of the last place up to which the text fits, by bisection; 0 where even the first is too far.</summary>
    private int LastFitting(ReadOnlySpan<char> text, List<int> places)
    {
        var (fits, tooFar) = (0, places.Count);
        while (tooFar - fits > 1)
        {
            var middle = (fits + tooFar) / 2;
            if (Fits(text[..places[middle]]))
            {
                fits = middle;
            }
            else
            {
                tooFar = middle;
            }
        }

        return fits;
    }

    private static bool IsAtSpace(ReadOnlySpan<char> text, int place) => place < text.Length && char.IsWhiteSpace(text[place]);
}
