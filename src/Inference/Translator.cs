using System.Diagnostics;
using System.Runtime;
using Microsoft.Extensions.Logging;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Failover;
using TranslationService.Inference.Text;
using TranslationService.Tokenization;

namespace TranslationService.Inference;

/// <summary>Translates text with one model package: splits, tokenises, queues, decodes in shared batches, and puts the text together again.</summary>
public sealed class Translator : ITranslator, IAsyncDisposable
{
    /// <summary>The meter that carries the engine's metrics (<c>mt_…</c>).</summary>
    public const string MeterName = InferenceMeter.Name;

    // .NET compiles anew a tenth of a second after the last method that was new.
    private static readonly TimeSpan WarmUpSlice = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(2);

    private readonly EngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly SubwordTokenizer _tokenizer;
    private readonly TextPreparation _preparation;
    private readonly InferenceMetrics _metrics;
    private readonly Engine _engine;
    private readonly ProviderHealth _health;
    private readonly Lazy<Task> _disposal;

    private Translator(ModelPackage package, EngineOptions options, ILogger logger, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        _options = options;
        _clock = clock;
        Manifest = package.Manifest;
        _tokenizer = SubwordTokenizer.Load(package.TokenizerPath, Manifest.Vocabulary);
        var sessions = OnnxSessions.Load(package, options, logger);
        _health = sessions.Health;
        var loadTime = clock.GetElapsedTime(started);
        _metrics = new InferenceMetrics(Manifest, sessions.Provider);
        _metrics.ModelLoaded(loadTime);
        _preparation = new TextPreparation(_tokenizer, Manifest, options, _metrics, clock);
        try
        {
            _engine = new Engine(sessions, options, _metrics, logger, clock);
        }
        catch
        {
            _metrics.Dispose();
            sessions.Dispose();
            throw;
        }

        _disposal = new Lazy<Task>(DisposeOnceAsync);
        Log.Loaded(logger, Manifest.Name, Manifest.Version, Manifest.Precision, Provider, _engine.Workers, loadTime.TotalSeconds);
    }

    /// <summary>The package that is served.</summary>
    public ModelManifest Manifest { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelManifest> Manifests => [Manifest];

    /// <inheritdoc/>
    public IReadOnlyList<LanguagePair> Directions => Manifest.Directions;

    /// <summary>What really runs the graphs at the moment: CUDA or the CPU, never Auto.</summary>
    public ExecutionProvider Provider => _health.Provider;

    /// <inheritdoc/>
    public ProviderState ProviderState => _health.State;

    /// <summary>Loads a package and starts the workers.</summary>
    /// <param name="package">The package.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="logger">For the engine and for ONNX Runtime's own messages.</param>
    /// <param name="clock">Measures waiting and running times; default: the system's.</param>
    /// <exception cref="ArtifactException">
    /// The package cannot be loaded, CUDA was asked for and cannot start, or a batch cannot hold the model's longest source.
    /// </exception>
    public static Translator Load(ModelPackage package, EngineOptions options, ILogger logger, TimeProvider? clock = null)
    {
        BatchBudget.Check(options, package.Manifest);
        return new Translator(package, options, logger, clock ?? TimeProvider.System);
    }

    /// <summary>
    /// Translates short texts for a fifth of a second to two seconds, until weights and memory are in place and .NET has compiled anew what runs often: the first real
    /// ones would take several times as long otherwise. Readiness waits for it.
    /// </summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var request = new TextRequest("1, 2, 3.", Manifest.Directions[0], new DecodingOptions());
        IReadOnlyList<TextRequest> batch = [.. Enumerable.Repeat(request, Math.Min(2 * _engine.Workers, _options.MaxRequestSentences))];

        // In real time, whatever the injected clock says: the compiler's is real.
        var total = Stopwatch.StartNew();
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            for (var slice = Stopwatch.StartNew(); slice.Elapsed < WarmUpSlice;)
            {
                await TranslateAsync(batch, TimeLimits.None, cancellationToken);
            }
        }
        while (JitInfo.GetCompiledMethodCount() > compiled && total.Elapsed < LongestWarmUp);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            RequestValidator.Validate(request, Manifest, _options);
        }

        return await TranslateAsync(requests, TimeLimits.Of(_options, requests), cancellationToken);
    }

    /// <summary>
    /// Refuses new requests and those that wait (<see cref="TranslationErrorKind.Draining"/>), lets the batches that run come to their end,
    /// and frees the model. Every call, also from several threads at once, waits for that one end.
    /// </summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task DisposeOnceAsync()
    {
        await _engine.DisposeAsync();
        _metrics.Dispose();
    }

    private async Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, TimeLimits limits, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(limits.Request, _clock, cancellationToken);
        List<SentenceJob> jobs = [];
        try
        {
            var texts = await _preparation.PrepareAsync(requests, deadline.Token);
            jobs.AddRange(texts.SelectMany(text => text.Jobs).OfType<SentenceJob>());
            _engine.Enqueue(jobs);
            Measure(await QueueWatch.ResultsAsync(jobs, limits.Queue, _clock, deadline.Token));
            return await AssembleAsync(texts);
        }
        catch (OperationCanceledException) when (deadline.IsMissed)
        {
            throw deadline.Error;
        }
        catch (OperationCanceledException)
        {
            _metrics.RequestCancelled(jobs.Exists(job => job.HasStarted) ? CancelledStage.Decode : CancelledStage.Queue);
            throw;
        }
        finally
        {
            // When one sentence fails, nobody waits for the others any more.
            await deadline.EndAsync();
        }
    }

    private void Measure(IReadOnlyList<SentenceResult> results)
    {
        if (results.Count > 0)
        {
            var slowest = PhaseTimes.Slowest(results.Select(result => result.Times));
            _metrics.PhaseDone(RequestPhase.Queue, slowest.Queue);
            _metrics.PhaseDone(RequestPhase.Encode, slowest.Encode);
            _metrics.PhaseDone(RequestPhase.Decode, slowest.Decode);
        }
    }

    private async Task<IReadOnlyList<TextTranslation>> AssembleAsync(IReadOnlyList<PendingText> texts)
    {
        var turn = new ThreadTurn();
        var started = _clock.GetTimestamp();
        var translations = new List<TextTranslation>(texts.Count);
        foreach (var text in texts)
        {
            var segments = new List<SegmentTranslation>(text.Jobs.Count);
            var times = new List<PhaseTimes>(text.Jobs.Count);
            foreach (var (segment, job) in text.Source.Segments.Zip(text.Jobs))
            {
                var result = job is null ? null : await job.Result;
                segments.Add(result is null ? AsItWas(segment) : Translated(segment, job!, result));
                times.Add(result?.Times ?? PhaseTimes.None);
                if (turn.IsOverAfter(segments[^1].Hypotheses.Sum(hypothesis => hypothesis.Text.Length)))
                {
                    await Task.Yield();
                }
            }

            translations.Add(TextAssembly.Assemble(text.Source, segments) with { Times = PhaseTimes.Slowest(times) });
        }

        _metrics.PhaseDone(RequestPhase.Detokenize, _clock.GetElapsedTime(started));
        return translations;
    }

    private static SegmentTranslation AsItWas(string segment) => new(segment, 0, [new TranslationHypothesis(segment, 0, 0f)]);

    private SegmentTranslation Translated(string segment, SentenceJob job, SentenceResult result) => new(
        segment,
        job.SourceTokens,
        [.. result.Hypotheses.Select(hypothesis => new TranslationHypothesis(
            _tokenizer.Decode([.. hypothesis.Ids]), hypothesis.Ids.Count + 1, hypothesis.Score))]);
}
