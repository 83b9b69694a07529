namespace TranslationService.Evaluation.Chrf;

/// <summary>The character n-grams of one segment, white space left out, and how often each stands there. A character is a code point.</summary>
internal sealed class CharacterNgrams
{
    public const int MaxOrder = 6;

    private const int BitsPerCodePoint = 21;

    // [order − 1]: six code points of 21 bits fit the key.
    private readonly Dictionary<UInt128, int>[] _counts = new Dictionary<UInt128, int>[MaxOrder];
    private readonly int _length;

    public CharacterNgrams(string text)
    {
        var codePoints = text.EnumerateRunes().Where(r => !(r.IsBmp && Whitespace.Is((char)r.Value))).Select(r => r.Value).ToArray();
        _length = codePoints.Length;
        for (var order = 1; order <= MaxOrder; order++)
        {
            _counts[order - 1] = Count(codePoints, order);
        }
    }

    /// <summary>How many n-grams of that order stand here, repetitions counted.</summary>
    public int Total(int order) => Math.Max(0, _length - order + 1);

    /// <summary>How many n-grams of that order stand in the reference too, each counted at most as often as there.</summary>
    public int Matches(CharacterNgrams reference, int order)
    {
        var matches = 0;
        foreach (var (ngram, count) in _counts[order - 1])
        {
            matches += Math.Min(count, reference._counts[order - 1].GetValueOrDefault(ngram));
        }

        return matches;
    }

    private static Dictionary<UInt128, int> Count(int[] codePoints, int order)
    {
        var counts = new Dictionary<UInt128, int>();
        var kept = (UInt128.One << (BitsPerCodePoint * order)) - UInt128.One;
        var ngram = UInt128.Zero;
        for (var i = 0; i < codePoints.Length; i++)
        {
            ngram = ((ngram << BitsPerCodePoint) | (uint)codePoints[i]) & kept;
            if (i + 1 >= order)
            {
                counts[ngram] = counts.GetValueOrDefault(ngram) + 1;
            }
        }

        return counts;
    }
}
