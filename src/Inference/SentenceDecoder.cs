using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference;

/// <summary>
/// The engine below text: source ids in, hypotheses out, on the caller's thread. Exporters and tests check a package with it. Not safe for
/// several threads at once; services use <see cref="Translator"/>.
/// </summary>
public sealed class SentenceDecoder : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly bool _ownsSessions;
    private readonly EngineOptions _options;
    private readonly ILogger _logger;
    private readonly InferenceMetrics _metrics;
    private readonly IBatchDecoder _decoder;
    private readonly ContinuousBatch _batch;
    private readonly BatchBudget _budget;

    private SentenceDecoder(OnnxSessions sessions, bool ownsSessions, EngineOptions options, ILogger logger)
    {
        _sessions = sessions;
        _ownsSessions = ownsSessions;
        _options = options;
        _logger = logger;
        _metrics = new InferenceMetrics(sessions.Manifest, sessions.Provider);
        _budget = new BatchBudget(options.MaxBatchRows, options.MaxBatchTokens);
        _decoder = BatchDecoders.Create(sessions, _budget.MaxRows, _metrics, logger, TimeProvider.System);
        _batch = new ContinuousBatch(_decoder, _budget, _metrics, logger, TimeProvider.System);
    }

    /// <summary>What really runs the graphs: CUDA or the CPU.</summary>
    public ExecutionProvider Provider => _sessions.Health.Provider;

    /// <summary>Loads a package's graphs.</summary>
    /// <param name="package">The package.</param>
    /// <param name="options">Default: those of <see cref="EngineOptions"/>.</param>
    /// <param name="logger">Where ONNX Runtime's warnings go; default: nowhere.</param>
    /// <exception cref="ArtifactException">The graphs cannot be loaded, or CUDA was asked for and cannot start.</exception>
    public static SentenceDecoder Load(ModelPackage package, EngineOptions? options = null, ILogger? logger = null)
    {
        options ??= new EngineOptions();
        logger ??= NullLogger.Instance;
        BatchBudget.Check(options, package.Manifest);
        return new SentenceDecoder(OnnxSessions.Load(package, options, logger), ownsSessions: true, options, logger);
    }

    /// <summary>Another decoder over the same weights, for another thread. The one that was loaded must be disposed of last.</summary>
    public SentenceDecoder Share() => new(_sessions, ownsSessions: false, _options, _logger);

    /// <summary>Searches sentences in batches of up to the options' budget.</summary>
    /// <param name="sentences">Each with its own options; their beam sizes may differ.</param>
    /// <returns>[sentence] hypotheses, best first: at most NBest, at least one. They do not depend on the other sentences.</returns>
    /// <exception cref="TranslationException">A sentence is longer than the model's positions or than a batch, or its options are out of bounds.</exception>
    public IReadOnlyList<IReadOnlyList<Hypothesis>> Search(IReadOnlyList<SentenceRequest> sentences)
    {
        foreach (var sentence in sentences)
        {
            RequestValidator.Validate(sentence, _sessions.Manifest.Architecture, _budget);
        }

        var jobs = sentences.Select(sentence => new SentenceJob(sentence, CancellationToken.None)).ToArray();
        for (var next = 0; next < jobs.Length || !_batch.IsEmpty;)
        {
            var newcomers = WithinRoom(jobs.AsSpan(next));
            _batch.Admit(newcomers);
            _batch.Step();
            _batch.Retire();
            next += newcomers.Length;
        }

        return [.. jobs.Select(job => job.Result.GetAwaiter().GetResult().Hypotheses)];
    }

    /// <summary>The scores along a forced target: what the model says after each prefix of it.</summary>
    /// <param name="sourceIds">[source] with its language and end tokens.</param>
    /// <param name="targetIds">[target] the decoder's input, which begins with the begin token.</param>
    /// <returns>[target][vocabulary] row t follows targetIds[0..t].</returns>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds) => _decoder.Logits(sourceIds, targetIds);

    /// <inheritdoc/>
    public void Dispose()
    {
        _batch.Dispose();
        _metrics.Dispose();
        if (_ownsSessions)
        {
            _sessions.Dispose();
        }
    }

    private SentenceJob[] WithinRoom(ReadOnlySpan<SentenceJob> waiting)
    {
        var (count, room) = (0, _batch.Room);
        while (count < waiting.Length && room.Has(waiting[count]))
        {
            room = room.Without(waiting[count++]);
        }

        return waiting[..count].ToArray();
    }
}
