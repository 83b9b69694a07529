using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Failover;

namespace TranslationService.Inference.Tests.Diagnostics;

public sealed class InferenceMetricsTests
{
    [Fact]
    public void Two_versions_of_a_model_are_one_series_and_the_info_tells_them_apart()
    {
        using var old = Engine("side-by-side", "1", new QueueDepth(2, 20, TimeSpan.FromSeconds(3)), rowCapacity: 128);
        using var replacement = Engine("side-by-side", "2", new QueueDepth(1, 5, TimeSpan.FromSeconds(1)), rowCapacity: 256);
        using var reading = new MetricReading("side-by-side");

        Assert.Equal(
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["mt_batch_row_capacity"] = 384,
                ["mt_execution_provider_info{device=cpu,dtype=int8,provider=cpu,version=1}"] = 1,
                ["mt_execution_provider_info{device=cpu,dtype=int8,provider=cpu,version=2}"] = 1,
                ["mt_provider_fallback"] = 0,
                ["mt_queue_oldest_age"] = 3,
                ["mt_queue_sentences"] = 3,
                ["mt_queue_tokens"] = 25,
            },
            reading.Gauges().OrderBy(gauge => gauge.Key).ToDictionary());
    }

    [Fact]
    public void An_engine_that_goes_takes_only_its_own_away_and_leaves_zeros()
    {
        var old = Engine("goes", "1", new QueueDepth(2, 20, TimeSpan.FromSeconds(3)), rowCapacity: 128);
        using var replacement = Engine("goes", "2", new QueueDepth(1, 5, TimeSpan.FromSeconds(1)), rowCapacity: 256);
        using var reading = new MetricReading("goes");

        old.Dispose();
        old.Dispose();
        replacement.SentenceJoined(rows: 4, sourceTokens: 7);

        var gauges = reading.Gauges();
        Assert.Equal((1, 256), (gauges["mt_queue_sentences"], gauges["mt_batch_row_capacity"]));
        Assert.Equal(0, gauges["mt_execution_provider_info{device=cpu,dtype=int8,provider=cpu,version=1}"]);
        Assert.Equal(1, gauges["mt_execution_provider_info{device=cpu,dtype=int8,provider=cpu,version=2}"]);
        Assert.Equal((1, 4), (reading.Values["mt_running_sentences"], reading.Values["mt_running_beam_rows"]));

        replacement.Dispose();

        Assert.All(reading.Gauges(), gauge => Assert.Equal(0, gauge.Value));
    }

    [Fact]
    public void When_a_fallback_takes_over_everything_names_what_really_runs()
    {
        var health = new ProviderHealth(ExecutionProvider.Cuda, hasFallback: true, TimeProvider.System);
        var fallback = Manifest("gives-up", "1");
        using var engine = new InferenceMetrics(fallback with { Precision = Precision.Fp16 }, ExecutionProvider.Cuda);
        engine.Follow(health, engine.Identity, EngineIdentity.Of(fallback, ExecutionProvider.Cpu));
        using var reading = new MetricReading("gives-up");
        Assert.Equal(0, reading.Gauges()["mt_provider_fallback"]);

        health.Broke();
        engine.StepDone(4, TimeSpan.FromMilliseconds(1));

        var gauges = reading.Gauges();
        Assert.Equal(1, gauges["mt_provider_fallback"]);
        Assert.Equal(0, gauges["mt_execution_provider_info{device=cuda:0,dtype=fp16,provider=cuda,version=1}"]);
        Assert.Equal(1, gauges["mt_execution_provider_info{device=cpu,dtype=int8,provider=cpu,version=1}"]);
        Assert.Contains(reading.Values.Keys, key => key.Contains("provider=cpu", StringComparison.Ordinal));

        health.Recovered();
        Assert.Equal(0, reading.Gauges()["mt_provider_fallback"]);
        Assert.Equal(0, reading.Gauges()["mt_execution_provider_info{device=cpu,dtype=int8,provider=cpu,version=1}"]);
    }

    [Fact]
    public void A_sentences_way_through_a_batch_is_counted()
    {
        using var engine = Engine("way", "1", default, rowCapacity: 128);
        using var reading = new MetricReading("way");

        engine.SentenceJoined(rows: 4, sourceTokens: 7);
        engine.SentenceJoined(rows: 1, sourceTokens: 9);
        engine.SentenceLeft(rows: 4);
        engine.SentenceDone(LeaveReason.Eos, targetTokens: 6);
        engine.SentenceLeft(rows: 1);
        engine.SentenceDone(LeaveReason.Cancelled, targetTokens: 0);

        Assert.Equal(
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["mt_batch_joins"] = 2,
                ["mt_batch_leaves{reason=cancelled}"] = 1,
                ["mt_batch_leaves{reason=eos}"] = 1,
                ["mt_running_beam_rows"] = 0,
                ["mt_running_sentences"] = 0,
                ["mt_sentence_source_tokens"] = 2,
                ["mt_sentence_target_tokens"] = 1,
                ["mt_source_tokens"] = 16,
                ["mt_target_tokens"] = 6,
            },
            reading.Values.OrderBy(value => value.Key).ToDictionary());
    }

    private static InferenceMetrics Engine(string model, string version, QueueDepth depth, int rowCapacity)
    {
        var metrics = new InferenceMetrics(Manifest(model, version), ExecutionProvider.Cpu);
        metrics.Observe(() => depth, rowCapacity);
        return metrics;
    }

    private static ModelManifest Manifest(string model, string version) => new()
    {
        Format = ModelManifest.CurrentFormat,
        Name = model,
        Version = version,
        Directions = [new LanguagePair("en", "de")],
        Architecture = TinyModels.TinyCheckpoint.Config(ResidualScheme.ResiDual),
        Vocabulary = TinyModels.TinyVocabulary.Layout,
        Precision = Precision.Int8,
        Layout = GraphLayout.Ragged,
        Opset = 21,
        Files = new PackageFiles(),
        Sha256 = new Dictionary<string, string>(StringComparer.Ordinal),
    };
}
