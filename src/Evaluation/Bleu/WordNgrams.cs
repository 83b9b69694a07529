namespace TranslationService.Evaluation.Bleu;

/// <summary>The n-grams of one segment, 1 ≤ n ≤ 4, and how often each stands there.</summary>
internal sealed class WordNgrams
{
    public const int MaxOrder = 4;

    private readonly Dictionary<Ngram, int> _counts = [];

    public WordNgrams(List<string> words)
    {
        Length = words.Count;
        for (var order = 1; order <= MaxOrder; order++)
        {
            for (var i = 0; i + order <= words.Count; i++)
            {
                var ngram = new Ngram(words[i], order > 1 ? words[i + 1] : null, order > 2 ? words[i + 2] : null, order > 3 ? words[i + 3] : null);
                _counts[ngram] = _counts.GetValueOrDefault(ngram) + 1;
            }
        }
    }

    /// <summary>In words.</summary>
    public int Length { get; }

    /// <summary>How many n-grams of that order stand here, repetitions counted.</summary>
    public int Total(int order) => Math.Max(0, Length - order + 1);

    /// <summary>
    /// Adds, for each order n, how many n-grams stand in the reference too, each counted at most as often as there, to
    /// <paramref name="matches"/>[n − 1].
    /// </summary>
    public void AddMatches(WordNgrams reference, Span<long> matches)
    {
        foreach (var (ngram, count) in _counts)
        {
            if (reference._counts.TryGetValue(ngram, out var inReference))
            {
                matches[ngram.Order - 1] += Math.Min(count, inReference);
            }
        }
    }

    private readonly record struct Ngram(string First, string? Second, string? Third, string? Fourth)
    {
        public int Order => Fourth is not null ? 4 : Third is not null ? 3 : Second is not null ? 2 : 1;
    }
}
