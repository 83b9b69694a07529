using System.Diagnostics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Tokenization;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>
/// What batching servers usually do, over the same engine: a worker collects sentences until it has as many as a batch holds or the first has waited long
/// enough, runs the batch to its end, and answers them all. A sentence that is done leaves its rows to nobody, but costs no further step.
/// </summary>
internal sealed class DynamicBatching : IBatchingPolicy
{
    private readonly ModelPackage _package;
    private readonly DecodingOptions _decoding;
    private readonly TimeSpan _maxWait;
    private readonly int _maxSentences;
    private readonly SubwordTokenizer _tokenizer;
    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = [];
    private readonly List<Thread> _workers = [];
    private readonly Stack<SentenceDecoder> _decoders = [];
    private bool _closed;

    /// <param name="package">The package.</param>
    /// <param name="options">Workers and rows of a batch.</param>
    /// <param name="decoding">How to search.</param>
    /// <param name="maxWait">How long the first sentence of a batch waits for others.</param>
    public DynamicBatching(ModelPackage package, EngineOptions options, DecodingOptions decoding, TimeSpan maxWait)
    {
        _package = package;
        _decoding = decoding;
        _maxWait = maxWait;
        _maxSentences = options.MaxBatchRows / decoding.BeamSize;
        _tokenizer = SubwordTokenizer.Load(package.TokenizerPath, package.Manifest.Vocabulary);
        for (var i = 0; i < options.Workers; i++)
        {
            var decoder = i == 0 ? SentenceDecoder.Load(package, options) : _decoders.Peek().Share();
            _decoders.Push(decoder);
            _workers.Add(new Thread(() => Loop(decoder)) { IsBackground = true });
        }

        _workers.ForEach(worker => worker.Start());
    }

    public string Name => $"dynamic, {_maxWait.TotalMilliseconds:N0} ms";

    public async Task<string> TranslateAsync(string sentence)
    {
        var ids = _tokenizer.EncodeSource(sentence, _package.Manifest.Directions[0].Target);
        var maxTargetTokens = _decoding.MaxTargetTokens(ids.Length, _package.Manifest.Architecture.MaxPositions);
        var waiting = new Waiting(new SentenceRequest(ids, _decoding, maxTargetTokens), Stopwatch.GetTimestamp());
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            Monitor.PulseAll(_gate);
        }

        return _tokenizer.Decode([.. (await waiting.Done.Task).Ids]);
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _workers.ForEach(worker => worker.Join());
        while (_decoders.TryPop(out var decoder))
        {
            decoder.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void Loop(SentenceDecoder decoder)
    {
        while (Collect() is { Count: > 0 } batch)
        {
            var results = decoder.Search([.. batch.Select(waiting => waiting.Request)]);
            foreach (var (waiting, hypotheses) in batch.Zip(results))
            {
                waiting.Done.SetResult(hypotheses[0]);
            }
        }
    }

    // Empty once it is closed.
    private List<Waiting> Collect()
    {
        lock (_gate)
        {
            while (!_closed)
            {
                if (_waiting.Count == 0)
                {
                    Monitor.Wait(_gate);
                }
                else if (_waiting.Count < _maxSentences && _maxWait - Stopwatch.GetElapsedTime(_waiting.Peek().Since) is { Ticks: > 0 } rest)
                {
                    Monitor.Wait(_gate, rest);
                }
                else
                {
                    return [.. Enumerable.Range(0, Math.Min(_maxSentences, _waiting.Count)).Select(_ => _waiting.Dequeue())];
                }
            }

            return [];
        }
    }

    private sealed record Waiting(SentenceRequest Request, long Since)
    {
        // Whoever awaits the result must not run on the worker's thread.
        public TaskCompletionSource<Hypothesis> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
