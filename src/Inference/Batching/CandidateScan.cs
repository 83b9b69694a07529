using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Decoding.Rules;

namespace TranslationService.Inference.Batching;

/// <summary>Turns a sentence's rows of logits into the candidates that its search asks for. One owner; buffers are its own.</summary>
internal sealed class CandidateScan(VocabularyLayout vocabulary)
{
    private const int MaxCandidates = DecodingOptions.MaxBeamSize * 2 * DecodingOptions.MaxBeamSize;

    private readonly ILogitsProcessor[] _rules = [new SuppressedTokens(vocabulary), new MinTargetLength(), new ForcedEnd()];

    // [live, 2 × beam]
    private readonly float[] _logProbabilities = new float[MaxCandidates];
    private readonly int[] _tokens = new int[MaxCandidates];

    /// <summary>Scans the row of one live hypothesis.</summary>
    /// <param name="search">Its search.</param>
    /// <param name="hypothesis">Its rank in the beam.</param>
    /// <param name="logits">[vocabulary], to be multiplied by <paramref name="scale"/>; overwritten.</param>
    /// <param name="scale">Not negative, so that it leaves the order of the logits alone; 1 where they are what they are.</param>
    public void Scan(BeamSearch search, int hypothesis, Span<float> logits, float scale)
    {
        var logSumExp = LogSumExp.Of(logits, scale);
        foreach (var rule in _rules)
        {
            rule.Process(search.Position, logits);
        }

        var (start, count) = (hypothesis * search.CandidatesPerRow, search.CandidatesPerRow);
        var values = _logProbabilities.AsSpan(start, count);
        TopCandidates.Select(logits, values, _tokens.AsSpan(start, count));
        for (var i = 0; i < values.Length; i++)
        {
            // By a comparison, since −∞ × 0 is not a number.
            values[i] = float.IsNegativeInfinity(values[i]) ? values[i] : (values[i] * scale) - logSumExp;
        }
    }

    /// <summary>Hands what was scanned to the search.</summary>
    public void Advance(BeamSearch search)
    {
        var count = search.LiveCount * search.CandidatesPerRow;
        search.Advance(_logProbabilities.AsSpan(0, count), _tokens.AsSpan(0, count));
    }
}
