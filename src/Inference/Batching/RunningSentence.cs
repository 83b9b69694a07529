using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>A sentence in a batch.</summary>
internal sealed class RunningSentence(SentenceJob job)
{
    public SentenceJob Job { get; } = job;

    public BeamSearch Search { get; } = new(job.Request.Options, job.Request.MaxTargetTokens);

    /// <summary>Where its decoder keeps it: a number that only the decoder understands.</summary>
    public int Place { get; set; }

    /// <summary>Whether it must leave, and why.</summary>
    public LeaveReason? Leaves => Job.IsFailed ? LeaveReason.Failed
        : Job.IsCancelled ? LeaveReason.Cancelled
        : !Search.IsFinished ? null
        : Search.ReachedLengthLimit ? LeaveReason.Length : LeaveReason.Eos;
}
