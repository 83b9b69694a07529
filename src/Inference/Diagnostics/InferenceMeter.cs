using System.Diagnostics.Metrics;

namespace TranslationService.Inference.Diagnostics;

/// <summary>
/// The process's one meter <see cref="Name"/> and its instruments; engines come and go, the meter stays. (A meter an engine would share its name
/// with the others', and OpenTelemetry ends the series of all of them when one is disposed of.) OpenTelemetry's Prometheus exporter appends
/// <c>_seconds</c> for the unit s and <c>_total</c> to counters, so that the names on /metrics are those of docs; units in braces add nothing.
/// </summary>
internal static class InferenceMeter
{
    public const string Name = "TranslationService.Inference";

    private static readonly double[] StepSeconds = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
    private static readonly double[] PhaseSeconds = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] PowersOfTwo = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

    private static readonly Meter Meter = new(Name);

    public static Histogram<double> StepDuration { get; } =
        Histogram("mt_decode_step_duration", "s", StepSeconds, "One decoder step of a batch, search included.");

    public static Histogram<int> StepRows { get; } = Histogram("mt_decode_step_rows", "{row}", PowersOfTwo, "Decoder rows of a step.");

    public static Histogram<double> PhaseDuration { get; } =
        Histogram("mt_request_phase_duration", "s", PhaseSeconds, "Where the time of a text goes.");

    public static Histogram<int> SentenceSourceTokens { get; } =
        Histogram("mt_sentence_source_tokens", "{token}", PowersOfTwo, "Source tokens of a sentence, with its language and end tokens.");

    public static Histogram<int> SentenceTargetTokens { get; } =
        Histogram("mt_sentence_target_tokens", "{token}", PowersOfTwo, "Tokens of a sentence's best hypothesis, the end token counted.");

    public static Counter<long> SourceTokens { get; } =
        Meter.CreateCounter<long>("mt_source_tokens", "{token}", "Source tokens encoded, padding not counted.");

    public static Counter<long> TargetTokens { get; } =
        Meter.CreateCounter<long>("mt_target_tokens", "{token}", "Tokens of the best hypotheses, the end token counted.");

    public static Counter<long> PaddingTokens { get; } =
        Meter.CreateCounter<long>("mt_padding_tokens", "{token}", "Source tokens encoded that were padding.");

    public static Counter<long> BatchJoins { get; } = Meter.CreateCounter<long>("mt_batch_joins", "{sentence}", "Sentences that joined a batch.");

    public static Counter<long> BatchLeaves { get; } =
        Meter.CreateCounter<long>("mt_batch_leaves", "{sentence}", "Sentences that left their batch, by reason.");

    public static Counter<long> RequestsCancelled { get; } =
        Meter.CreateCounter<long>("mt_requests_cancelled", "{request}", "Requests whose caller gave up, by how far they had come.");

    public static UpDownCounter<long> RunningSentences { get; } =
        Meter.CreateUpDownCounter<long>("mt_running_sentences", "{sentence}", "Sentences in running batches.");

    public static UpDownCounter<long> RunningRows { get; } =
        Meter.CreateUpDownCounter<long>("mt_running_beam_rows", "{row}", "Decoder rows of running batches.");

    private static Gauge<double> LoadDuration { get; } =
        Meter.CreateGauge<double>("mt_model_load_duration", "s", "How long the model took to load, warm-up not counted: the version loaded last.");

    private static Counter<long> LoadFailures { get; } =
        Meter.CreateCounter<long>("mt_model_load_failures", "{package}", "Packages that were to replace the model and were refused.");

    public static LivingEngines Engines { get; } = ObservedEngines();

    /// <summary>A package that was to replace that model was refused.</summary>
    public static void LoadFailed(string model) => LoadFailures.Add(1, new KeyValuePair<string, object?>("model", model));

    /// <summary>
    /// A model was loaded. Its failures stand at 0 from the start, so that the first one is seen as an increase, and so does padding, which ragged graphs have none of.
    /// </summary>
    public static void Loaded(string model, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("model", model);
        LoadDuration.Record(duration.TotalSeconds, tag);
        LoadFailures.Add(0, tag);
        PaddingTokens.Add(0, tag);
    }

    private static LivingEngines ObservedEngines()
    {
        var engines = new LivingEngines();
        Meter.CreateObservableGauge(
            "mt_execution_provider_info", engines.Infos, description: "What really runs the model: 1 while it does, 0 for what has gone.");
        Meter.CreateObservableGauge(
            "mt_provider_fallback",
            () => engines.ByModel(all => all.Count(engine => engine.State != ProviderState.AsMeant)),
            description: "Engines of the model whose GPU failed repeatedly: the CPU has taken over, or their sentences fail.");
        Meter.CreateObservableGauge(
            "mt_queue_sentences", () => engines.ByModel(all => all.Sum(engine => engine.Queue.Sentences)), "{sentence}", "Sentences that wait.");
        Meter.CreateObservableGauge(
            "mt_queue_tokens", () => engines.ByModel(all => all.Sum(engine => engine.Queue.Tokens)), "{token}", "Source tokens that wait.");
        Meter.CreateObservableGauge(
            "mt_queue_oldest_age", () => engines.ByModel(OldestAge), "s", "How long the longest waiting sentence has waited; 0 where none waits.");
        Meter.CreateObservableGauge(
            "mt_batch_row_capacity", () => engines.ByModel(all => all.Sum(engine => engine.RowCapacity)), "{row}", "Decoder rows that the batches can hold together.");
        return engines;
    }

    private static double OldestAge(IEnumerable<InferenceMetrics> engines) =>
        engines.Select(engine => engine.Queue.OldestAge.TotalSeconds).DefaultIfEmpty().Max();

    private static Histogram<T> Histogram<T>(string name, string unit, T[] boundaries, string description)
        where T : struct =>
        Meter.CreateHistogram(name, unit, description, advice: new InstrumentAdvice<T> { HistogramBucketBoundaries = boundaries });
}
