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
    private readonly InferenceMetrics _metrics;
    private readonly BatchDecoder _decoder;
    private readonly ForcedDecoder _forced;
    private readonly BatchBudget _budget;

    private SentenceDecoder(OnnxSessions sessions, EngineOptions options)
    {
        _sessions = sessions;
        _metrics = new InferenceMetrics(sessions.Manifest, sessions.Provider);
        _decoder = new BatchDecoder(sessions, _metrics, TimeProvider.System);
        _forced = new ForcedDecoder(sessions);
        _budget = new BatchBudget(options.MaxBatchRows, options.MaxBatchTokens);
    }

    /// <summary>What really runs the graphs: CUDA or the CPU.</summary>
    public ExecutionProvider Provider => _sessions.Provider;

    /// <summary>Loads a package's graphs.</summary>
    /// <param name="package">The package.</param>
    /// <param name="options">Default: those of <see cref="EngineOptions"/>.</param>
    /// <param name="logger">Where ONNX Runtime's warnings go; default: nowhere.</param>
    /// <exception cref="ArtifactException">The graphs cannot be loaded, or CUDA was asked for and cannot start.</exception>
    public static SentenceDecoder Load(ModelPackage package, EngineOptions? options = null, ILogger? logger = null)
    {
        options ??= new EngineOptions();
        return new SentenceDecoder(OnnxSessions.Load(package, options, logger ?? NullLogger.Instance), options);
    }

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
        var waiting = jobs.ToList();
        while (waiting.Count > 0)
        {
            var chosen = _budget.Choose(waiting, waiting.Count);
            _decoder.Run([.. chosen.Select(index => waiting[index])]);
            foreach (var index in chosen.OrderDescending())
            {
                waiting.RemoveAt(index);
            }
        }

        return [.. jobs.Select(job => job.Result.GetAwaiter().GetResult().Hypotheses)];
    }

    /// <summary>The scores along a forced target: what the model says after each prefix of it.</summary>
    /// <param name="sourceIds">[source] with its language and end tokens.</param>
    /// <param name="targetIds">[target] the decoder's input, which begins with the begin token.</param>
    /// <returns>[target][vocabulary] row t follows targetIds[0..t].</returns>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds) => _forced.Logits(sourceIds, targetIds);

    /// <inheritdoc/>
    public void Dispose()
    {
        _forced.Dispose();
        _decoder.Dispose();
        _metrics.Dispose();
        _sessions.Dispose();
    }
}
