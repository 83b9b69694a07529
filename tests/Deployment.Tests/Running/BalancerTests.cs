using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using TranslationService.Deployment.Tests.Compose;
using TranslationService.Deployment.Tests.Configuration;
using TranslationService.Deployment.Tests.Nginx;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Running;

[Collection(PublishedService.Collection)]
public sealed class BalancerTests(PublishedService published)
{
    private const int Clients = 4;
    private const int RequestsBefore = 100;
    private const int RequestsDuring = 100;
    private const int RequestsAfter = 20;

    // Compose's environment, but a drain that this test need not wait five seconds for.
    private static IEnumerable<KeyValuePair<string, string>> Environment =>
        ComposeFile.Api.Map("environment").Append(KeyValuePair.Create("Service__DrainDelay", "00:00:01"));

    [Fact]
    public async Task Requests_are_spread_and_a_replica_leaves_under_load_without_a_failed_request()
    {
        await using var leaving = await published.Start(Environment);
        await using var staying = await published.Start(Environment);
        await using var nginx = await NginxProcess.Start([leaving.Authority, staying.Authority], TestContext.Current.CancellationToken);
        var load = new Load(nginx.Client, await staying.TranslationBody("Good morning.", TestContext.Current.CancellationToken));

        await load.Run(() => load.Sent >= RequestsBefore);
        var during = load.Run(() => load.Sent >= RequestsBefore + RequestsDuring && leaving.Exited.IsCompleted);
        await leaving.Terminate();
        await during;
        var sentBeforeTheEnd = load.Sent;
        await load.Run(() => load.Sent >= sentBeforeTheEnd + RequestsAfter);

        Assert.Equal(["OK"], load.Outcomes.Keys);
        Assert.Equal(0, await leaving.Exited);
        var upstreams = await nginx.QuitAndReadUpstreams();
        Assert.InRange(upstreams.Count(tried => tried[^1] == leaving.Authority), RequestsBefore / 4, int.MaxValue);
        Assert.InRange(upstreams.Count(tried => tried[^1] == staying.Authority), RequestsBefore / 4, int.MaxValue);
        Assert.All(upstreams.TakeLast(RequestsAfter), tried => Assert.Equal(staying.Authority, tried[^1]));
    }

    [Fact]
    public async Task The_balancer_and_the_service_refuse_the_same_bodies()
    {
        await using var service = await published.Start(Environment);
        await using var nginx = await NginxProcess.Start([service.Authority], TestContext.Current.CancellationToken);
        var limit = (int)OptionsClasses.Default("Service__MaxRequestBytes");

        foreach (var client in new[] { service.Client, nginx.Client })
        {
            Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, await StatusOfBody(client, limit));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusOfBody(client, limit + 1));
        }
    }

    private static async Task<HttpStatusCode> StatusOfBody(HttpClient client, int bytes)
    {
        const string start = """{"source":"none","target":"none","q":" """;
        const string end = "\"}";
        var body = start + new string('x', bytes - start.Length - end.Length) + end;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/translate", content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Clients that translate one text after the other, and what became of it.</summary>
    private sealed class Load(HttpClient client, JsonNode body)
    {
        private int _sent;

        public int Sent => Volatile.Read(ref _sent);

        public ConcurrentDictionary<string, int> Outcomes { get; } = new();

        /// <summary>Runs until something holds.</summary>
        public Task Run(Func<bool> isEnough) => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Translate(isEnough)));

        private async Task Translate(Func<bool> isEnough)
        {
            while (!isEnough())
            {
                Interlocked.Increment(ref _sent);
                Outcomes.AddOrUpdate(await Outcome(), 1, (_, count) => count + 1);
            }
        }

        private async Task<string> Outcome()
        {
            try
            {
                using var response = await client.PostAsJsonAsync("/translate", body, TestContext.Current.CancellationToken);
                return $"{response.StatusCode}";
            }
            catch (HttpRequestException e)
            {
                return e.Message;
            }
        }
    }
}
