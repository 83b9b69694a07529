namespace TranslationService.Evaluation.Chrf;

/// <summary>
/// Corpus chrF2 with one reference (Popović, 2015) as sacreBLEU computes it: character n-grams up to 6, no word n-grams, β = 2, white space
/// left out; counts are summed over the corpus, precision and recall averaged over the orders that both sides have. Segments are added
/// one by one, in constant memory.
/// </summary>
public sealed class ChrfScorer(ChrfOptions options)
{
    private const double BetaSquared = 4;

    private readonly long[] _inHypotheses = new long[CharacterNgrams.MaxOrder];
    private readonly long[] _inReferences = new long[CharacterNgrams.MaxOrder];
    private readonly long[] _matches = new long[CharacterNgrams.MaxOrder];

    /// <summary>With sacreBLEU's defaults.</summary>
    public ChrfScorer()
        : this(new ChrfOptions())
    {
    }

    /// <summary>How the score is computed, as sacreBLEU writes it.</summary>
    public string Signature => $"nrefs:1|case:{ScoreFormat.Of(options.LetterCase)}|eff:yes|nc:6|nw:0|space:no|version:{ScoreFormat.Version}";

    /// <summary>chrF2 of a corpus, with sacreBLEU's defaults unless options say otherwise.</summary>
    /// <param name="hypotheses">[segment]</param>
    /// <param name="references">[segment]</param>
    /// <param name="options">Which chrF2.</param>
    /// <exception cref="ArgumentException">The two differ in number.</exception>
    public static ChrfScore Score(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, ChrfOptions? options = null)
    {
        if (hypotheses.Count != references.Count)
        {
            throw new ArgumentException($"{hypotheses.Count} hypotheses, but {references.Count} references", nameof(references));
        }

        var scorer = new ChrfScorer(options ?? new ChrfOptions());
        for (var i = 0; i < hypotheses.Count; i++)
        {
            scorer.Add(hypotheses[i], references[i]);
        }

        return scorer.Score();
    }

    /// <summary>Counts one segment.</summary>
    public void Add(string hypothesis, string reference)
    {
        var hypothesisNgrams = Ngrams(hypothesis);
        var referenceNgrams = Ngrams(reference);
        for (var order = 1; order <= CharacterNgrams.MaxOrder; order++)
        {
            // sacreBLEU: a hypothesis's n-grams count only where the reference has some of that order; the reverse does not hold.
            var inReference = referenceNgrams.Total(order);
            _inHypotheses[order - 1] += inReference > 0 ? hypothesisNgrams.Total(order) : 0;
            _inReferences[order - 1] += inReference;
            _matches[order - 1] += hypothesisNgrams.Matches(referenceNgrams, order);
        }
    }

    /// <summary>chrF2 of the segments so far.</summary>
    public ChrfScore Score()
    {
        var orders = Enumerable.Range(0, CharacterNgrams.MaxOrder).Where(i => _inHypotheses[i] > 0 && _inReferences[i] > 0).ToList();
        var precision = orders.Count == 0 ? 0 : orders.Average(i => (double)_matches[i] / _inHypotheses[i]);
        var recall = orders.Count == 0 ? 0 : orders.Average(i => (double)_matches[i] / _inReferences[i]);
        var value = precision + recall == 0 ? 0 : 100 * (1 + BetaSquared) * precision * recall / ((BetaSquared * precision) + recall);
        return new ChrfScore(value, Signature);
    }

    private CharacterNgrams Ngrams(string text) => new(options.LetterCase == LetterCase.Lower ? text.ToLowerInvariant() : text);
}
