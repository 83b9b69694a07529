using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Reports;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>
/// The service saturated over HTTP, in turn with the engine by itself, which always has more of the same sentences than its batches hold. Those come one by
/// one: the queue serves requests in turns, so that large ones all end at the same time, too seldom to be counted.
/// </summary>
internal sealed class HttpBenchmark(RunContext context)
{
    private const int SentenceCount = 1024;
    private const int OfflineCallerCount = 256;

    private static readonly (int Texts, int Connections)[] Loads = [(1, 128), (16, 32)];

    private TimeSpan Slice => TimeSpan.FromSeconds(context.Quick ? 2 : 4);

    private int Rounds => context.Quick ? 1 : 3;

    public async Task<HttpReport> RunAsync()
    {
        var conditions = context.Begin("http");
        var package = BenchmarkModels.Open(BenchmarkModels.Shipped, Precision.Int8, ResidualScheme.ResiDual);
        var real = RealSentences.Load();
        await using var translator = Translator.Load(package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu, QueueTimeoutSeconds = 0 }, NullLogger.Instance);
        var sentences = await CountAsync(translator, [.. real.Sentences.Take(SentenceCount)]);
        var offline = OfflineCallers(translator, sentences);
        await ClosedLoop.RunAsync(offline, Slice / 2);
        await using var service = await ServiceProcess.StartAsync(package.Folder);
        var results = new List<HttpLoadResult>();
        foreach (var (texts, connections) in Loads)
        {
            results.Add(await CompareAsync(service, sentences, offline, (texts, connections)));
            context.Say($"{texts} texts a request: {results[^1].TokensPerSecond:N0} tokens/s, {results[^1].ShareOfOffline:P0} of offline");
        }

        return new HttpReport(conditions, real.Origin, new DecodingOptions().BeamSize, Statistics.Median(results.Select(load => load.OfflineTokensPerSecond)), results);
    }

    private async Task<HttpLoadResult> CompareAsync(
        ServiceProcess service, CountedSentence[] sentences, IReadOnlyList<Func<Task<int>>> offline, (int Texts, int Connections) load)
    {
        var requests = sentences.Chunk(load.Texts).Select(chunk => PreparedRequest.Of(chunk, service.Address)).ToArray();
        var connections = await Task.WhenAll(Enumerable.Range(0, load.Connections).Select(_ => HttpExchange.ConnectAsync(service.Address)));
        var callers = connections.Select((connection, i) => Caller(connection, requests, first: i * requests.Length / connections.Length)).ToArray();
        await ClosedLoop.RunAsync(callers, Slice / 2);
        var (alone, served) = (new List<LoopResult>(), new List<LoopResult>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await ClosedLoop.RunAsync(offline, Slice));
            served.Add(await ClosedLoop.RunAsync(callers, Slice));
        }

        Array.ForEach(connections, connection => connection.Dispose());
        return new HttpLoadResult(
            load.Texts,
            load.Connections,
            Statistics.Median(served.Select(result => result.TokensPerSecond)),
            Statistics.Median(served.Select(result => result.RequestsPerSecond)),
            Statistics.Median(alone.Select(result => result.TokensPerSecond)),
            Statistics.Median(served.Select(result => result.ProcessorShare)));
    }

    private static Func<Task<int>> Caller(HttpExchange connection, PreparedRequest[] requests, int first)
    {
        var next = first;
        return async () =>
        {
            var request = requests[next++ % requests.Length];
            await connection.SendAsync(request.Bytes);
            return request.Tokens;
        };
    }

    // The service's answers have no token counts; the engine's have, and answers do not depend on who asks.
    private static async Task<CountedSentence[]> CountAsync(Translator translator, string[] sentences)
    {
        var translations = await translator.TranslateAsync(RequestsFor(translator, sentences), CancellationToken.None);
        return [.. sentences.Zip(translations, (text, translation) => new CountedSentence(text, TokensOf(translation)))];
    }

    private static Func<Task<int>>[] OfflineCallers(Translator translator, CountedSentence[] sentences) =>
        [.. Enumerable.Range(0, OfflineCallerCount).Select(first =>
        {
            var next = first * sentences.Length / OfflineCallerCount;
            return new Func<Task<int>>(async () =>
            {
                var requests = RequestsFor(translator, [sentences[next++ % sentences.Length].Text]);
                return (await translator.TranslateAsync(requests, CancellationToken.None)).Sum(TokensOf);
            });
        })];

    private static TextRequest[] RequestsFor(Translator translator, IEnumerable<string> sentences) =>
        [.. sentences.Select(sentence => new TextRequest(sentence, translator.Manifest.Directions[0], new DecodingOptions()))];

    private static int TokensOf(TextTranslation translation) => translation.Segments.Sum(segment => segment.Hypotheses[0].TargetTokens);
}
