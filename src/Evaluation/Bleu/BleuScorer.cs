namespace TranslationService.Evaluation.Bleu;

/// <summary>
/// Corpus BLEU with one reference (Papineni et al., 2002) as sacreBLEU computes it: n-grams up to 4, exponential smoothing (the k-th order
/// without a match counts as 1/2^k match), no effective order. Segments are added one by one, in constant memory.
/// </summary>
public sealed class BleuScorer(BleuOptions options)
{
    private readonly long[] _matches = new long[WordNgrams.MaxOrder];
    private readonly long[] _totals = new long[WordNgrams.MaxOrder];
    private long _hypothesisLength;
    private long _referenceLength;

    /// <summary>With sacreBLEU's defaults.</summary>
    public BleuScorer()
        : this(new BleuOptions())
    {
    }

    /// <summary>How the score is computed, as sacreBLEU writes it.</summary>
    public string Signature =>
        $"nrefs:1|case:{ScoreFormat.Of(options.LetterCase)}|eff:no|tok:{(options.Tokenization == BleuTokenization.None ? "none" : "13a")}" +
        $"|smooth:exp|version:{ScoreFormat.Version}";

    /// <summary>BLEU of a corpus, with sacreBLEU's defaults unless options say otherwise.</summary>
    /// <param name="hypotheses">[segment]</param>
    /// <param name="references">[segment]</param>
    /// <param name="options">Which BLEU.</param>
    /// <exception cref="ArgumentException">The two differ in number.</exception>
    public static BleuScore Score(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, BleuOptions? options = null)
    {
        if (hypotheses.Count != references.Count)
        {
            throw new ArgumentException($"{hypotheses.Count} hypotheses, but {references.Count} references", nameof(references));
        }

        var scorer = new BleuScorer(options ?? new BleuOptions());
        for (var i = 0; i < hypotheses.Count; i++)
        {
            scorer.Add(hypotheses[i], references[i]);
        }

        return scorer.Score();
    }

    /// <summary>Counts one segment.</summary>
    public void Add(string hypothesis, string reference)
    {
        var hypothesisNgrams = new WordNgrams(Words(hypothesis));
        var referenceNgrams = new WordNgrams(Words(reference));
        _hypothesisLength += hypothesisNgrams.Length;
        _referenceLength += referenceNgrams.Length;
        hypothesisNgrams.AddMatches(referenceNgrams, _matches);
        for (var order = 1; order <= WordNgrams.MaxOrder; order++)
        {
            _totals[order - 1] += hypothesisNgrams.Total(order);
        }
    }

    /// <summary>BLEU of the segments so far.</summary>
    public BleuScore Score()
    {
        var precisions = Precisions();
        var brevityPenalty = BrevityPenalty();

        // A precision of zero makes the geometric mean zero; it stays only where nothing matches at all, or where an order has no n-gram.
        var value = precisions.Contains(0) ? 0 : brevityPenalty * Math.Exp(precisions.Sum(Math.Log) / WordNgrams.MaxOrder);
        return new BleuScore
        {
            Value = value,
            Precisions = precisions,
            Matches = [.. _matches],
            Totals = [.. _totals],
            BrevityPenalty = brevityPenalty,
            HypothesisLength = _hypothesisLength,
            ReferenceLength = _referenceLength,
            Signature = Signature,
        };
    }

    private List<string> Words(string text)
    {
        if (options.LetterCase == LetterCase.Lower)
        {
            text = text.ToLowerInvariant();
        }

        // A trailing "-\n" must not be joined to the padding: the end is cut before the tokeniser sees it.
        return options.Tokenization == BleuTokenization.None ? Whitespace.Split(text) : Mteval13aTokenizer.Tokenize(Whitespace.TrimEnd(text));
    }

    /// <summary>[4] in percent. All stay 0 if no word matches: smoothing cannot make something of nothing.</summary>
    private double[] Precisions()
    {
        var precisions = new double[WordNgrams.MaxOrder];
        if (_matches.All(m => m == 0))
        {
            return precisions;
        }

        var smoothing = 1.0;
        for (var i = 0; i < precisions.Length && _totals[i] > 0; i++)
        {
            if (_matches[i] == 0)
            {
                smoothing *= 2;
            }

            precisions[i] = _matches[i] == 0 ? 100.0 / (smoothing * _totals[i]) : 100.0 * _matches[i] / _totals[i];
        }

        return precisions;
    }

    private double BrevityPenalty()
    {
        if (_hypothesisLength >= _referenceLength)
        {
            return 1;
        }

        return _hypothesisLength == 0 ? 0 : Math.Exp(1 - ((double)_referenceLength / _hypothesisLength));
    }
}
