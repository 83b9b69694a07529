using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Inference.Decoding;

/// <summary>
/// The beam search of one sentence. It never calls a model: at each step it takes the best continuations of its live hypotheses and says
/// which hypothesis each of the next beam continues (<see cref="Origins"/>) and by which token (<see cref="NextIds"/>). Sentences of
/// different ages can therefore share a decoder step. A step allocates nothing.
/// </summary>
/// <remarks>
/// From all continuations the best 2 × beam are taken, ties by lower hypothesis × vocabulary + token. Those that end and whose rank is below
/// the beam size finish; an end at a later rank is dropped; the others fill the next beam. The search is over when as many hypotheses as
/// the beam holds have finished, or at the length limit.
/// </remarks>
internal sealed class BeamSearch
{
    private readonly EarlyTermination _earlyTermination;
    private readonly float _lengthPenalty;
    private readonly int _nBest;
    private readonly CandidateList _best;

    // [max target tokens, beam] what each step chose: the history from which hypotheses are read back.
    private readonly int[] _tokens;
    private readonly byte[] _origins;

    // [beam] sums of the live hypotheses.
    private readonly float[] _sums;
    private readonly int[] _nextIds;
    private readonly int[] _nextOrigins;

    // Best first. Fewer than beam before a step, and a step finishes beam at most.
    private readonly FinishedHypothesis[] _finished;
    private int _finishedCount;

    public BeamSearch(DecodingOptions options, int maxTargetTokens, EarlyTermination earlyTermination = EarlyTermination.On)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTargetTokens, 1);
        BeamSize = options.BeamSize;
        MinTargetTokens = options.MinTargetTokens;
        MaxTargetTokens = maxTargetTokens;
        _nBest = options.NBest;
        _lengthPenalty = options.LengthPenalty;
        _earlyTermination = earlyTermination;
        _best = new CandidateList(CandidatesPerRow);
        _tokens = new int[maxTargetTokens * BeamSize];
        _origins = new byte[maxTargetTokens * BeamSize];
        _sums = new float[BeamSize];
        _nextIds = new int[BeamSize];
        _nextOrigins = new int[BeamSize];
        _finished = new FinishedHypothesis[(2 * BeamSize) - 1];
        _nextIds[0] = VocabularyLayout.BeginId;
        LiveCount = 1;
    }

    public int BeamSize { get; }

    public int MinTargetTokens { get; }

    public int MaxTargetTokens { get; }

    /// <summary>How many continuations of each live hypothesis a step needs: with that many, the best 2 × beam of all are among them.</summary>
    public int CandidatesPerRow => 2 * BeamSize;

    /// <summary>Live hypotheses: 1 before the first step, then up to the beam size.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Tokens of every live hypothesis.</summary>
    public int Length { get; private set; }

    /// <summary>What the next step may choose from.</summary>
    public TargetPosition Position => new(Length, MinTargetTokens, MaxTargetTokens);

    /// <summary>[live] the last token of each live hypothesis; the begin token before the first step.</summary>
    public ReadOnlySpan<int> NextIds => _nextIds.AsSpan(0, LiveCount);

    /// <summary>[live] which hypothesis of the beam before the last step each live one continues.</summary>
    public ReadOnlySpan<int> Origins => _nextOrigins.AsSpan(0, LiveCount);

    /// <summary>Whether the n-best stand.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Whether the best hypothesis stopped at the length limit rather than by its own end token.</summary>
    public bool ReachedLengthLimit => _finishedCount > 0 && _finished[0].Tokens == MaxTargetTokens - 1;

    /// <summary>One step.</summary>
    /// <param name="logProbabilities">[live, 2 × beam] of each live hypothesis, best first; −∞ where there is no further token.</param>
    /// <param name="tokens">[live, 2 × beam] their tokens.</param>
    public void Advance(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> tokens)
    {
        RankCandidates(logProbabilities, tokens);
        FillNextBeam();
        Length++;
        IsFinished = LiveCount == 0 || Length == MaxTargetTokens || _finishedCount >= BeamSize || NBestIsSettled();
    }

    /// <summary>The n-best of the finished hypotheses, best first; empty only if the model's scores were not numbers.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses()
    {
        var hypotheses = new Hypothesis[Math.Min(_nBest, _finishedCount)];
        for (var i = 0; i < hypotheses.Length; i++)
        {
            hypotheses[i] = new Hypothesis(ReadBack(_finished[i]), _finished[i].Score);
        }

        return hypotheses;
    }

    private void RankCandidates(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> tokens)
    {
        _best.Clear();
        for (var origin = 0; origin < LiveCount; origin++)
        {
            for (var i = origin * CandidatesPerRow; i < (origin + 1) * CandidatesPerRow; i++)
            {
                var sum = _sums[origin] + logProbabilities[i];

                // A row is sorted, so nothing after this enters either. Written so that NaN ends it too.
                if (!(sum > float.NegativeInfinity) || sum < _best.LowestSum)
                {
                    break;
                }

                _best.Add(new Candidate(sum, origin, tokens[i]));
            }
        }
    }

    private void FillNextBeam()
    {
        var live = 0;
        var candidates = _best.Items;
        for (var rank = 0; rank < candidates.Length && live < BeamSize; rank++)
        {
            var candidate = candidates[rank];
            if (candidate.Token != VocabularyLayout.EndId)
            {
                Keep(candidate, live++);
            }
            else if (rank < BeamSize)
            {
                Finish(candidate);
            }
        }

        LiveCount = live;
    }

    private void Keep(in Candidate candidate, int place)
    {
        _sums[place] = candidate.Sum;
        _nextIds[place] = candidate.Token;
        _nextOrigins[place] = candidate.Origin;
        _tokens[(Length * BeamSize) + place] = candidate.Token;
        _origins[(Length * BeamSize) + place] = (byte)candidate.Origin;
    }

    private void Finish(in Candidate candidate)
    {
        var score = Score(candidate.Sum, Length + 1);
        var place = _finishedCount++;

        // Equal scores keep the order in which they finished.
        for (; place > 0 && score > _finished[place - 1].Score; place--)
        {
            _finished[place] = _finished[place - 1];
        }

        _finished[place] = new FinishedHypothesis(Length, candidate.Origin, score);
    }

    // Sums only fall, and a longer hypothesis divides by more: the best live sum at the full length bounds every score to come.
    // A later hypothesis of equal score would stand behind those that finished before it.
    private bool NBestIsSettled() =>
        _earlyTermination == EarlyTermination.On
        && _finishedCount >= _nBest
        && Score(_sums[0], MaxTargetTokens) <= _finished[_nBest - 1].Score;

    private float Score(float sum, int length) => sum / MathF.Pow(length, _lengthPenalty);

    private int[] ReadBack(in FinishedHypothesis finished)
    {
        var ids = new int[finished.Tokens];
        var place = finished.Origin;
        for (var step = finished.Tokens - 1; step >= 0; step--)
        {
            ids[step] = _tokens[(step * BeamSize) + place];
            place = _origins[(step * BeamSize) + place];
        }

        return ids;
    }
}
