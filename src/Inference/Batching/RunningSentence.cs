using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>A sentence that stands in a slot of the decoder.</summary>
internal sealed class RunningSentence(SentenceJob job)
{
    public SentenceJob Job { get; } = job;

    public BeamSearch Search { get; } = new(job.Request.Options, job.Request.MaxTargetTokens);

    public RowAssignment Rows { get; } = new(job.BeamSize);

    /// <summary>Whether it must leave, and why.</summary>
    public LeaveReason? Leaves => Job.IsCancelled ? LeaveReason.Cancelled
        : !Search.IsFinished ? null
        : Search.ReachedLengthLimit ? LeaveReason.Length : LeaveReason.Eos;
}
