using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>What a decoder step chose for a row, and the rules that depend on how far its hypothesis has come: the graph knows the others.</summary>
/// <param name="logProbabilities">[K], best first; one more than a search needs, or the whole vocabulary.</param>
/// <param name="tokens">[K].</param>
/// <param name="end">The end token's log-probability.</param>
internal readonly ref struct RowCandidates(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<long> tokens, float end)
{
    private readonly ReadOnlySpan<float> _logProbabilities = logProbabilities;
    private readonly ReadOnlySpan<long> _tokens = tokens;
    private readonly float _end = end;

    /// <summary>Writes the continuations that the hypothesis may have, best first, and −∞ where it has no more.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="values">[2 × beam] their log-probabilities.</param>
    /// <param name="ids">[2 × beam] their tokens.</param>
    public void Write(TargetPosition position, Span<float> values, Span<int> ids)
    {
        values.Fill(float.NegativeInfinity);
        ids.Fill(-1);
        if (position.MustEnd)
        {
            (values[0], ids[0]) = (_end, VocabularyLayout.EndId);
            return;
        }

        var count = 0;
        for (var i = 0; i < _tokens.Length && count < values.Length; i++)
        {
            if (_tokens[i] != VocabularyLayout.EndId || position.MayEnd)
            {
                (values[count], ids[count]) = (_logProbabilities[i], (int)_tokens[i]);
                count++;
            }
        }
    }
}
