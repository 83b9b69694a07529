namespace TranslationService.Evaluation.Bleu;

/// <summary>A corpus's BLEU and what it was made of.</summary>
public sealed record BleuScore
{
    /// <summary>BLEU, 0 to 100.</summary>
    public required double Value { get; init; }

    /// <summary>[4] n-gram precisions in percent for n = 1 … 4, smoothed; 0 where the hypotheses have no n-gram.</summary>
    public required IReadOnlyList<double> Precisions { get; init; }

    /// <summary>[4] n-grams of the hypotheses that match.</summary>
    public required IReadOnlyList<long> Matches { get; init; }

    /// <summary>[4] n-grams of the hypotheses.</summary>
    public required IReadOnlyList<long> Totals { get; init; }

    /// <summary>1, or exp(1 − reference length / hypothesis length) where the hypotheses are shorter.</summary>
    public required double BrevityPenalty { get; init; }

    /// <summary>Words of all hypotheses.</summary>
    public required long HypothesisLength { get; init; }

    /// <summary>Words of all references.</summary>
    public required long ReferenceLength { get; init; }

    /// <summary>What was computed, as sacreBLEU writes it: tokeniser, case, smoothing, version.</summary>
    public required string Signature { get; init; }

    /// <summary>sacreBLEU's line: <c>BLEU|signature = 34.12 66.1/40.4/27.5/19.2 (BP = …)</c>.</summary>
    public override string ToString()
    {
        var precisions = string.Join('/', Precisions.Select(p => ScoreFormat.Fixed(p, 1)));
        var ratio = ReferenceLength == 0 ? 0 : (double)HypothesisLength / ReferenceLength;
        return $"BLEU|{Signature} = {ScoreFormat.Fixed(Value, 2)} {precisions} (BP = {ScoreFormat.Fixed(BrevityPenalty, 3)} " +
            $"ratio = {ScoreFormat.Fixed(ratio, 3)} hyp_len = {HypothesisLength} ref_len = {ReferenceLength})";
    }
}
