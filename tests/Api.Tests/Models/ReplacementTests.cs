using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TranslationService.Api.Tests.Hosting;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Models;
using TranslationService.TinyModels;

namespace TranslationService.Api.Tests.Models;

public sealed class ReplacementTests : IDisposable
{
    private const int Clients = 16;
    private const int RequestsBetween = 100;
    private static readonly LanguagePair EnDe = new("en", "de");
    private static readonly string[] Versions = ["1", "2", "3", "4", "5"];
    private static readonly string[] Texts = [.. Enumerable.Range(0, 12).Select(i => $"The bird {i} sings. {string.Join(' ', Enumerable.Repeat("A tree and a house", 1 + (i % 4)))}.")];

    private readonly string _model = $"replaced-{Guid.NewGuid():N}";
    private readonly TinyModelFolder _folder;
    private readonly FakeTimeProvider _time = new();

    public ReplacementTests() => _folder = new TinyModelFolder(_model, EnDe);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Under_load_every_request_is_answered_once_by_the_version_that_it_found()
    {
        var expected = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var version in Versions)
        {
            expected[version] = await TranslationsOf(_folder.Add(version));
        }

        _folder.Switch(Versions[0]);

        await using var host = new ApiHost(_folder.Path)
        {
            Settings =
            {
                ["Inference:Workers"] = "2", ["Inference:ModelPollSeconds"] = "1", ["Inference:QueueTimeoutSeconds"] = "0", ["Inference:RequestTimeoutSeconds"] = "0",
            },
        };
        var client = await host.StartReadyAsync();
        var registry = host.Services.GetRequiredService<ModelRegistry>();
        var load = new Load(client, () => Assert.Single(registry.Manifests).Version);
        var running = load.Run();

        foreach (var version in Versions[1..])
        {
            var sentBefore = load.Sent;
            await Waiting.UntilAsync(() => load.Sent >= sentBefore + RequestsBetween);
            _folder.Switch(version);
            await Waiting.UntilAsync(() => Assert.Single(registry.Models).Manifest.Version == version);
        }

        var answersBefore = load.Sent;
        await Waiting.UntilAsync(() => load.Sent >= answersBefore + RequestsBetween);
        load.Stop();
        await running;

        Assert.Equal(load.Sent, load.Answers.Count);
        Assert.All(load.Answers, answer => Assert.Contains(answer.Translations, Versions.SkipWhile(version => version != answer.Served).Select(version => AnswerOf(version, answer.First))));
        Assert.All(Versions, version => Assert.Contains(load.Answers, answer => AnswerOf(version, answer.First).SequenceEqual(answer.Translations)));
        await AssertOnlyTheLastIsLeft(host, client, load.Sent);
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));

        // A request has two texts, and one version answers both.
        string[] AnswerOf(string version, int first) => [expected[version][first], expected[version][(first + 1) % Texts.Length]];
    }

    [Fact]
    public async Task What_is_refused_stands_in_info_and_metrics_and_the_old_version_goes_on()
    {
        await using var host = new ApiHost(_folder.With("1").Path) { Time = _time };
        var client = await host.StartReadyAsync();
        Assert.Null((await InfoAsync(client))["refused"]);
        Assert.Equal(0, (await Scrape.OfAsync(client)).Value("mt_model_load_failures_total", ("model", _model)));
        var spoilt = _folder.Add("2");
        File.Delete(Path.Combine(spoilt, "encoder.onnx"));
        _folder.Switch("2");

        await UntilAsync(host, model => model.Failure is not null);

        var info = await InfoAsync(client);
        Assert.Equal("1", (string)info["version"]!);
        Assert.Equal($"{spoilt}/encoder.onnx is missing; the manifest names it", (string)info["refused"]!["problem"]!);
        Assert.Equal(1, (await Scrape.OfAsync(client)).Value("mt_model_load_failures_total", ("model", _model)));
        await client.GetAsync("/health/ready", Cancellation).JsonAsync();
        await client.TranslateAsync("""{"q":"A bird.","source":"en","target":"de"}""").JsonAsync();
        Assert.Single(host.Log.Lines, line => line.StartsWith($"Error: Model {_model} 1 goes on serving", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_service_never_looks_nothing_is_replaced()
    {
        await using var host = new ApiHost(_folder.With("1").Path) { Settings = { ["Inference:ModelPollSeconds"] = "0" }, Time = _time };
        var client = await host.StartReadyAsync();
        _folder.With("2");

        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("1", (string)(await InfoAsync(client))["version"]!);
    }

    private static async Task<string[]> TranslationsOf(string folder)
    {
        await using var translator = Translator.Load(ModelPackage.Open(folder), new EngineOptions(), NullLogger.Instance);
        var requests = Texts.Select(text => new TextRequest(text, EnDe, new DecodingOptions())).ToList();
        return [.. (await translator.TranslateAsync(requests, Cancellation)).Select(translation => translation.Text)];
    }

    private static async Task<JsonNode> InfoAsync(HttpClient client) =>
        Assert.Single((await client.GetAsync("/info", Cancellation).JsonAsync())["models"]!.AsArray())!;

    private async Task AssertOnlyTheLastIsLeft(ApiHost host, HttpClient client, int requests)
    {
        await Waiting.UntilAsync(() => Versions[..^1].All(version => host.Log.Lines.Any(line => line.StartsWith($"Information: Model {_model} {version} is freed", StringComparison.Ordinal))));
        var scrape = await Scrape.OfAsync(client);
        Assert.Equal(requests, scrape.Value("mt_requests_total", ("model", _model), ("outcome", "ok")));
        Assert.Equal(requests, scrape.Value("mt_requests_total", ("model", _model)));
        Assert.All(Versions[..^1], version => Assert.Equal(0, scrape.Value("mt_execution_provider_info", ("model", _model), ("version", version))));
        Assert.Equal(1, scrape.Value("mt_execution_provider_info", ("model", _model), ("version", Versions[^1])));
        foreach (var gauge in new[] { "mt_queue_sentences", "mt_queue_tokens", "mt_queue_oldest_age_seconds", "mt_running_sentences", "mt_running_beam_rows" })
        {
            Assert.Equal(0, scrape.Value(gauge, ("model", _model)));
        }

        Assert.Equal(2 * new EngineOptions().MaxBatchRows, scrape.Value("mt_batch_row_capacity", ("model", _model)));
    }

    // The watcher may not have set its clock yet when the first tick passes.
    private Task UntilAsync(ApiHost host, Func<ModelState, bool> condition) => Waiting.UntilAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(new EngineOptions().ModelPollSeconds));
        return condition(Assert.Single(host.Services.GetRequiredService<ModelRegistry>().Models));
    });

    /// <summary>Clients that translate two texts after the other, and what they were answered.</summary>
    private sealed class Load(HttpClient client, Func<string> served)
    {
        private int _sent;
        private volatile bool _isOver;

        public int Sent => Volatile.Read(ref _sent);

        /// <summary>The first text's number, the version that was served when the request was sent, and the answer.</summary>
        public ConcurrentQueue<(int First, string Served, string[] Translations)> Answers { get; } = [];

        public void Stop() => _isOver = true;

        public Task Run() => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => TranslateAsync()));

        private async Task TranslateAsync()
        {
            while (!_isOver)
            {
                var first = Interlocked.Increment(ref _sent) % Texts.Length;
                var body = new JsonObject { ["q"] = new JsonArray(Texts[first], Texts[(first + 1) % Texts.Length]), ["source"] = "en", ["target"] = "de" };
                var before = served();
                var answer = await client.TranslateAsync(body.ToJsonString()).JsonAsync();
                Answers.Enqueue((first, before, [.. answer["translatedText"]!.AsArray().Select(text => (string)text!)]));
            }
        }
    }
}
