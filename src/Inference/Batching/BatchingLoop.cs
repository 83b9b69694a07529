using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Batching;

/// <summary>
/// A worker: takes a batch from the queue, runs it to its end, and again, until the queue is closed. It has a thread of its own, since it
/// computes without pause; its decoder belongs to that thread alone.
/// </summary>
internal sealed class BatchingLoop
{
    private readonly TranslationQueue _queue;
    private readonly BatchDecoder _decoder;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BatchingLoop(TranslationQueue queue, BatchDecoder decoder, ILogger logger)
    {
        _queue = queue;
        _decoder = decoder;
        _logger = logger;
    }

    /// <summary>Complete once the queue is closed and the last batch is through.</summary>
    public Task Ended => _ended.Task;

    public void Start(string name) => new Thread(Loop) { Name = name, IsBackground = true }.Start();

    private void Loop()
    {
        try
        {
            while (_queue.Take() is { } batch)
            {
                RunBatch(batch);
            }
        }
        finally
        {
            _decoder.Dispose();
            _ended.SetResult();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top of the loop: a batch that fails takes its own sentences with it, no others.")]
    private void RunBatch(IReadOnlyList<SentenceJob> batch)
    {
        try
        {
            _decoder.Run(batch);
        }
        catch (Exception exception)
        {
            Log.BatchFailed(_logger, exception, batch.Count);
            foreach (var job in batch)
            {
                job.Fail(new TranslationException(TranslationErrorKind.EngineFailure, "The engine failed on this request.", exception));
            }
        }
    }
}
