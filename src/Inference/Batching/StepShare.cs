namespace TranslationService.Inference.Batching;

/// <summary>
/// Which of a batch's sentences take part in a step. A step takes as long as its rows are many, so whoever fills a batch slows the others down. No request
/// therefore has more than half of a step's rows while others are in the batch: of a long text only the oldest sentences go on, the others
/// stand still until the small requests beside it are answered.
/// </summary>
internal static class StepShare
{
    /// <summary>Fewer rows than this are not worth saving: so few cost a step little.</summary>
    public const int LeastRows = 8;

    /// <param name="running">Oldest first.</param>
    /// <param name="chosen">Cleared and filled where not all take part.</param>
    /// <returns><paramref name="running"/> itself or <paramref name="chosen"/>.</returns>
    public static List<RunningSentence> Of(List<RunningSentence> running, List<RunningSentence> chosen)
    {
        var largest = PossibleMajority(running);
        var (own, others) = (0, 0);
        foreach (var sentence in running)
        {
            (own, others) = sentence.Job.Flow == largest ? (own + sentence.Job.BeamSize, others) : (own, others + sentence.Job.BeamSize);
        }

        var share = Math.Max(others, LeastRows);
        if (others == 0 || own <= share)
        {
            return running;
        }

        chosen.Clear();
        foreach (var sentence in running)
        {
            // The first one always: a wide beam would never go on otherwise.
            if (sentence.Job.Flow != largest || share > 0)
            {
                chosen.Add(sentence);
                share -= sentence.Job.Flow == largest ? sentence.Job.BeamSize : 0;
            }
        }

        return chosen;
    }

    // The one request that can have more than half of the rows (Boyer and Moore's majority vote, with rows as votes).
    private static RequestFlow? PossibleMajority(List<RunningSentence> running)
    {
        RequestFlow? candidate = null;
        var votes = 0;
        foreach (var sentence in running)
        {
            var (flow, rows) = (sentence.Job.Flow, sentence.Job.BeamSize);
            votes += flow == candidate ? rows : -rows;
            if (votes < 0)
            {
                (candidate, votes) = (flow, -votes);
            }
        }

        return candidate;
    }
}
