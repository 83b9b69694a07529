using Microsoft.Extensions.Logging;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Batching;

/// <summary>A queue and the workers that empty it, over one pair of sessions.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly TranslationQueue _queue;
    private readonly BatchingLoop[] _loops;

    public Engine(OnnxSessions sessions, EngineOptions options, InferenceMetrics metrics, ILogger logger, TimeProvider clock)
    {
        _sessions = sessions;
        _queue = new TranslationQueue(options.QueueCapacity, clock);
        var budget = new BatchBudget(options.MaxBatchRows, options.MaxBatchTokens);
        metrics.Follow(sessions.Health, sessions.Identity, sessions.Fallback?.Identity);
        var decoders = CreateDecoders(WorkersFor(sessions.Provider, options), () => BatchDecoders.Create(sessions, budget.MaxRows, metrics, logger, clock));
        _loops = [.. decoders.Select(decoder => new BatchingLoop(_queue, new ContinuousBatch(decoder, budget, metrics, logger, clock)))];
        metrics.Observe(() => _queue.Depth, _loops.Length * budget.MaxRows);
        for (var i = 0; i < _loops.Length; i++)
        {
            _loops[i].Start($"decoder {i}");
        }
    }

    public int Workers => _loops.Length;

    /// <summary>Whether no worker keeps anything for anybody.</summary>
    public bool IsIdle => _loops.All(loop => loop.IsIdle);

    /// <inheritdoc cref="TranslationQueue.Enqueue"/>
    public void Enqueue(IReadOnlyList<SentenceJob> jobs) => _queue.Enqueue(jobs);

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await Task.WhenAll(_loops.Select(loop => loop.Ended));
        _sessions.Dispose();
    }

    // All or none: each takes its memory at once, and there may not be enough.
    private static List<IBatchDecoder> CreateDecoders(int count, Func<IBatchDecoder> create)
    {
        var decoders = new List<IBatchDecoder>(count);
        try
        {
            while (decoders.Count < count)
            {
                decoders.Add(create());
            }

            return decoders;
        }
        catch
        {
            decoders.ForEach(decoder => decoder.Dispose());
            throw;
        }
    }

    private static int WorkersFor(ExecutionProvider provider, EngineOptions options) =>
        options.Workers > 0 ? options.Workers : provider == ExecutionProvider.Cuda ? 1 : Environment.ProcessorCount;
}
