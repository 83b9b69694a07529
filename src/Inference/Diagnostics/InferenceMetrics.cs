using System.Diagnostics;
using System.Diagnostics.Metrics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Diagnostics;

/// <summary>
/// What the engine counts, on the meter <see cref="MeterName"/>. OpenTelemetry's Prometheus exporter appends <c>_seconds</c> for the unit s
/// and <c>_total</c> to counters, so that the names on /metrics are those of docs; units in braces add nothing.
/// </summary>
internal sealed class InferenceMetrics : IDisposable
{
    public const string MeterName = "TranslationService.Inference";

    private static readonly double[] StepSeconds = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
    private static readonly double[] PhaseSeconds = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] RowCounts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
    private static readonly string[] PhaseNames = ["split", "tokenize", "queue", "encode", "decode", "detokenize"];

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _model;
    private readonly KeyValuePair<string, object?> _provider;
    private readonly Histogram<double> _stepDuration;
    private readonly Histogram<int> _stepRows;
    private readonly Histogram<double> _phaseDuration;
    private readonly Counter<long> _sourceTokens;
    private readonly Counter<long> _targetTokens;
    private readonly Counter<long> _paddingTokens;
    private readonly Counter<long> _batchLeaves;
    private readonly Counter<long> _cancelled;
    private readonly UpDownCounter<long> _runningSentences;
    private readonly UpDownCounter<long> _runningRows;

    /// <param name="manifest">The model.</param>
    /// <param name="provider">What really runs it.</param>
    /// <param name="loadTime">How long loading took.</param>
    public InferenceMetrics(ModelManifest manifest, ExecutionProvider provider, TimeSpan loadTime)
    {
        _model = new("model", manifest.Name);
        _provider = new("provider", NameOf(provider));
        _stepDuration = Seconds("mt_decode_step_duration", StepSeconds, "One decoder step of a batch, search included.");
        _stepRows = _meter.CreateHistogram(
            "mt_decode_step_rows", "{row}", "Decoder rows of a step.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = RowCounts });
        _phaseDuration = Seconds("mt_request_phase_duration", PhaseSeconds, "Where the time of a text goes.");
        _sourceTokens = _meter.CreateCounter<long>("mt_source_tokens", "{token}", "Source tokens encoded, padding not counted.");
        _targetTokens = _meter.CreateCounter<long>("mt_target_tokens", "{token}", "Tokens of the best hypotheses, the end token counted.");
        _paddingTokens = _meter.CreateCounter<long>("mt_padding_tokens", "{token}", "Source tokens encoded that were padding.");
        _batchLeaves = _meter.CreateCounter<long>("mt_batch_leaves", "{sentence}", "Sentences that left their batch, by reason.");
        _cancelled = _meter.CreateCounter<long>("mt_requests_cancelled", "{request}", "Requests whose caller gave up, by how far they had come.");
        _runningSentences = _meter.CreateUpDownCounter<long>("mt_running_sentences", "{sentence}", "Sentences in running batches.");
        _runningRows = _meter.CreateUpDownCounter<long>("mt_running_beam_rows", "{row}", "Decoder rows of running batches.");
        Describe(manifest, provider, loadTime);
    }

    /// <summary>Watches a queue.</summary>
    public void Observe(TranslationQueue queue)
    {
        _meter.CreateObservableGauge("mt_queue_sentences", () => new Measurement<int>(queue.Count, _model), "{sentence}", "Sentences that wait.");
        _meter.CreateObservableGauge("mt_queue_tokens", () => new Measurement<long>(queue.Tokens, _model), "{token}", "Source tokens that wait.");
    }

    public void BatchStarted(DecoderShape shape, int sourceTokens)
    {
        _runningSentences.Add(shape.Sentences, _model);
        _runningRows.Add(shape.Rows, _model);
        _sourceTokens.Add(sourceTokens, _model);
        _paddingTokens.Add(((long)shape.Sentences * shape.SourceTokens) - sourceTokens, _model);
    }

    public void StepDone(int rows, TimeSpan duration)
    {
        _stepDuration.Record(duration.TotalSeconds, _model, _provider);
        _stepRows.Record(rows, _model);
    }

    public void SentenceLeft(int rows)
    {
        _runningSentences.Add(-1, _model);
        _runningRows.Add(-rows, _model);
    }

    public void SentenceDone(LeaveReason reason, int targetTokens)
    {
        _targetTokens.Add(targetTokens, _model);
        _batchLeaves.Add(1, _model, new("reason", reason == LeaveReason.Eos ? "eos" : "length"));
    }

    public void SentenceAbandoned() => _batchLeaves.Add(1, _model, new("reason", "cancelled"));

    public void RequestCancelled(CancelledStage stage) => _cancelled.Add(1, _model, new("stage", stage == CancelledStage.Queue ? "queue" : "decode"));

    public void PhaseDone(RequestPhase phase, TimeSpan duration) =>
        _phaseDuration.Record(duration.TotalSeconds, _model, new("phase", PhaseNames[(int)phase]));

    public void Dispose() => _meter.Dispose();

    /// <summary>The provider as metrics and /info spell it.</summary>
    public static string NameOf(ExecutionProvider provider) => provider == ExecutionProvider.Cuda ? "cuda" : "cpu";

    private static string NameOf(Precision precision) => precision switch
    {
        Precision.Fp32 => "fp32",
        Precision.Fp16 => "fp16",
        Precision.Int8 => "int8",
        _ => throw new UnreachableException($"precision {precision}"),
    };

    private void Describe(ModelManifest manifest, ExecutionProvider provider, TimeSpan loadTime)
    {
        KeyValuePair<string, object?>[] info =
        [
            _model, _provider, new("device", provider == ExecutionProvider.Cuda ? "cuda:0" : "cpu"),
            new("dtype", NameOf(manifest.Precision)), new("version", manifest.Version),
        ];
        _meter.CreateObservableGauge("mt_execution_provider_info", () => new Measurement<int>(1, info), description: "What really runs the model.");
        _meter.CreateObservableGauge(
            "mt_model_load_duration", () => new Measurement<double>(loadTime.TotalSeconds, _model), "s", "How long the model took to load.");
    }

    private Histogram<double> Seconds(string name, double[] boundaries, string description) =>
        _meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
