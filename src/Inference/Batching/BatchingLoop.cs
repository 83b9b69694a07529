using System.Diagnostics.CodeAnalysis;

namespace TranslationService.Inference.Batching;

/// <summary>
/// A worker: one thread that owns a batch, since it computes without pause. Before each step it takes from the queue what has room; with
/// nothing running it waits.
/// </summary>
internal sealed class BatchingLoop(TranslationQueue queue, ContinuousBatch batch)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SentenceJob> _newcomers = [];

    /// <summary>Complete once the queue is closed and the last sentence has left.</summary>
    public Task Ended => _ended.Task;

    /// <inheritdoc cref="ContinuousBatch.IsIdle"/>
    public bool IsIdle => batch.IsIdle;

    public void Start(string name) => new Thread(Loop) { Name = name, IsBackground = true }.Start();

    private void Loop()
    {
        try
        {
            while (queue.Take(batch.Room, batch.IsEmpty, _newcomers) || !batch.IsEmpty)
            {
                Turn();
            }
        }
        finally
        {
            batch.Dispose();
            _ended.SetResult();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top of the loop: what nobody foresaw takes the sentences of this batch with it, and the worker lives.")]
    private void Turn()
    {
        try
        {
            batch.Admit(_newcomers);
            batch.Step();
            batch.Retire();
        }
        catch (Exception exception)
        {
            var failure = new TranslationException(TranslationErrorKind.EngineFailure, "The engine failed on this request.", exception);
            _newcomers.ForEach(job => job.Fail(failure));
            batch.Abandon(failure);
        }
    }
}
