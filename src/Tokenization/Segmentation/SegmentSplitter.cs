using System.Globalization;
using System.Text;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>
/// Cuts segments that are too long for a model, at the best place there is: after clause punctuation, else at white space, else between text elements.
/// The cost is linear in the length: of what remains, a few times the next part is looked at.
/// </summary>
/// <param name="encode">The ids of a text.</param>
/// <param name="maxTokens">How many ids a part may have, at least 1. A single character that has more stays whole.</param>
public sealed class SegmentSplitter(Func<string, int[]> encode, int maxTokens)
{
    private const string ClauseMarks = ",;:–—)";

    // Less than that is not halved: the first character must be seen whole.
    private const int MinWindow = 8;

    // How far beyond a window a text element may reach; one that reaches farther is cut between its code points.
    private const int MaxElementOverhang = 64;

    private readonly int _maxTokens = maxTokens >= 1 ? maxTokens : throw new ArgumentOutOfRangeException(nameof(maxTokens), maxTokens, "a part needs at least one token");

    // A window with more tokens is full enough: the last few would cost more looking than they are worth. Below 8 tokens each counts.
    private int WellFilled => _maxTokens - (_maxTokens / 8);

    /// <summary>The parts of a segment, one after the other as they are asked for; a segment that fits is one.</summary>
    public IEnumerable<SegmentPart> Split(string segment)
    {
        // Characters that the next part is expected to have: at first one a token, then what the part before had room for.
        var window = Math.Max(_maxTokens, MinWindow);
        for (var at = 0; at < segment.Length;)
        {
            (var part, window) = NextPart(segment.AsSpan(at), window);
            at += part.Text.Length;
            yield return part;
        }
    }

    private (SegmentPart Part, int Window) NextPart(ReadOnlySpan<char> rest, int window)
    {
        if (rest.Length <= window && Part(rest) is { } whole && whole.Ids.Count <= _maxTokens)
        {
            return (whole, window);
        }

        var (fits, end) = FindWindow(rest, window);
        if (fits == rest.Length)
        {
            return (Part(rest), window);
        }

        var places = PlacesToCut(rest, end);
        var last = LastFitting(rest, places, fits);
        return (Part(rest[..BestPlace(rest, places, last)]), Math.Max(places[last], MinWindow));
    }

    private SegmentPart Part(ReadOnlySpan<char> text) => new(text.ToString(), Encode(text));

    private int[] Encode(ReadOnlySpan<char> text) => encode(text.Trim().ToString());

    private bool Fits(ReadOnlySpan<char> text) => Encode(text).Length <= _maxTokens;

    /// <summary>
    /// How far to look for a place to cut: doubles the window until it is well filled or too long, or halves it while it is too long. All of the
    /// text where that fits.
    /// </summary>
    private (int Fits, int End) FindWindow(ReadOnlySpan<char> rest, int window)
    {
        var (fits, end) = (0, Math.Min(window, rest.Length));
        for (var tokens = Encode(rest[..end]).Length; tokens <= _maxTokens; tokens = Encode(rest[..end]).Length)
        {
            fits = end;
            if (end == rest.Length || (tokens > WellFilled && rest.Length > 2L * end))
            {
                return (fits, end);
            }

            end = (int)Math.Min(2L * end, rest.Length);
        }

        while (fits == 0 && end > MinWindow && !Fits(rest[..(end / 2)]))
        {
            end /= 2;
        }

        return (fits, end);
    }

    /// <summary>The ends of the text elements up to <paramref name="end"/>, or of the code points of the first one where it alone is too long.</summary>
    private List<int> PlacesToCut(ReadOnlySpan<char> rest, int end)
    {
        var places = new List<int>();
        var seen = rest[..Math.Min(rest.Length, end + MaxElementOverhang)];
        var first = StringInfo.GetNextTextElementLength(seen);
        if (first > end || !Fits(rest[..first]))
        {
            for (var at = 0; at < Math.Min(first, end); places.Add(at))
            {
                Rune.DecodeFromUtf16(rest[at..], out _, out var chars);
                at += chars;
            }

            return places;
        }

        for (var at = first; at <= end && at > 0; at = at < seen.Length ? at + StringInfo.GetNextTextElementLength(seen[at..]) : 0)
        {
            places.Add(at);
        }

        return places;
    }

    /// <summary>The index of the last place, or of one near it, up to which the text fits, by bisection; 0 where even the first is too far.</summary>
    private int LastFitting(ReadOnlySpan<char> rest, List<int> places, int knownToFit)
    {
        var tooFar = places.Count;
        var fits = Math.Max(places.FindLastIndex(place => place <= knownToFit), 0);
        while (tooFar - fits > 1)
        {
            var middle = (fits + tooFar) / 2;
            var tokens = Encode(rest[..places[middle]]).Length;
            if (tokens > _maxTokens)
            {
                tooFar = middle;
                continue;
            }

            fits = middle;
            if (tokens > WellFilled)
            {
                break;
            }
        }

        return fits;
    }

    private int BestPlace(ReadOnlySpan<char> rest, List<int> places, int last)
    {
        var limit = places[last];
        bool Reaches(ReadOnlySpan<char> text, int i) => i == last || Fits(text[..places[i]]);

        // A clause that leaves two thirds of the room unused is a worse part than one that ends at a space.
        for (var i = last; i >= 0 && places[i] > limit / 3; i--)
        {
            if (IsAtSpace(rest, places[i]) && ClauseMarks.Contains(rest[places[i] - 1]) && Reaches(rest, i))
            {
                return places[i];
            }
        }

        for (var i = last; i >= 0; i--)
        {
            if (IsAtSpace(rest, places[i]) && Reaches(rest, i))
            {
                return places[i];
            }
        }

        return limit;
    }

    private static bool IsAtSpace(ReadOnlySpan<char> text, int place) => place < text.Length && char.IsWhiteSpace(text[place]);
}
