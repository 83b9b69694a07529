using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Collects the candidates of a sentence's hypotheses for its search. One owner.</summary>
internal sealed class CandidateBuffer
{
    private const int MostCandidates = DecodingOptions.MaxBeamSize * 2 * DecodingOptions.MaxBeamSize;

    // [live, 2 × beam]
    private readonly float[] _logProbabilities = new float[MostCandidates];
    private readonly int[] _tokens = new int[MostCandidates];

    /// <summary>Takes the candidates of one live hypothesis, by its rank in the beam.</summary>
    public void Read(BeamSearch search, int hypothesis, RowCandidates candidates)
    {
        var range = (hypothesis * search.CandidatesPerRow)..((hypothesis + 1) * search.CandidatesPerRow);
        candidates.Write(search.Position, _logProbabilities.AsSpan(range), _tokens.AsSpan(range));
    }

    /// <summary>Hands them to the search.</summary>
    public void Advance(BeamSearch search)
    {
        var count = search.LiveCount * search.CandidatesPerRow;
        search.Advance(_logProbabilities.AsSpan(0, count), _tokens.AsSpan(0, count));
    }
}
