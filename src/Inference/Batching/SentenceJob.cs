using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>A sentence on its way through queue and decoder, and the promise of its result.</summary>
internal sealed class SentenceJob(SentenceRequest request, CancellationToken cancellationToken)
{
    // Whoever awaits a result must not run on the thread of the batch.
    private readonly TaskCompletionSource<SentenceResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SentenceRequest Request { get; } = request;

    public int SourceTokens => Request.SourceIds.Count;

    public int BeamSize => Request.Options.BeamSize;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>Whether a batch has taken it.</summary>
    public bool HasStarted => EncodingAt != 0;

    public Task<SentenceResult> Result => _completion.Task;

    public bool IsFailed => _completion.Task.IsFaulted;

    /// <summary>The same for all sentences of a request, and for no others; null where no queue has seen it.</summary>
    public RequestFlow? Flow { get; set; }

    /// <summary>Its place in the queue's order, in source tokens: lower ones are taken first.</summary>
    public double Turn { get; set; }

    /// <summary>Its number in the order of arrival: decides between equal turns.</summary>
    public long Arrival { get; set; }

    /// <summary>Timestamps of the injected clock.</summary>
    public long EnqueuedAt { get; set; }

    public long EncodingAt { get; set; }

    public long DecodingAt { get; set; }

    /// <exception cref="InvalidOperationException">It has an answer already. This is a bug.</exception>
    public void Complete(SentenceResult result) => _completion.SetResult(result);

    public void Fail(Exception exception)
    {
        if (_completion.TrySetException(exception))
        {
            // Seen, even where nobody waits any more: the request may have failed by another of its sentences.
            _ = _completion.Task.Exception;
        }
    }

    public void Cancel() => _completion.TrySetCanceled(cancellationToken);
}
