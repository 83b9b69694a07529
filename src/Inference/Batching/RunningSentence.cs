using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>A sentence in a batch.</summary>
internal sealed class RunningSentence(SentenceJob job)
{
    public SentenceJob Job { get; } = job;

    public BeamSearch Search { get; private set; } = NewSearch(job);

    /// <summary>Where its decoder keeps it: a number that only the decoder understands.</summary>
    public int Place { get; set; }

    /// <summary>Begins the search anew, for a decoder that knows nothing of what was found so far. The result is the same.</summary>
    public void Restart() => Search = NewSearch(Job);

    /// <summary>Whether it must leave, and why.</summary>
    public LeaveReason? Leaves => Job.IsFailed ? LeaveReason.Failed
        : Job.IsCancelled ? LeaveReason.Cancelled
        : !Search.IsFinished ? null
        : Search.ReachedLengthLimit ? LeaveReason.Length : LeaveReason.Eos;

    private static BeamSearch NewSearch(SentenceJob job) => new(job.Request.Options, job.Request.MaxTargetTokens);
}
