using System.Net;
using TranslationService.Api.Tests.Hosting;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Health;

public sealed class HealthTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_ready_service_is_well(string path) =>
        Assert.Equal("""{"status":"ok"}""", (await service.Client.GetAsync(path, Cancellation).JsonAsync()).ToJsonString());

    [Fact]
    public async Task A_probe_may_ask_for_the_head_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/health/ready");

        using var response = await service.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_gpu_that_failed_shows_in_readiness_and_takes_the_replica_out_only_where_nothing_took_over()
    {
        var state = ProviderState.OnFallback;
        await using var host = new ApiHost(service.ModelFolder) { Wrap = translator => new TranslatorOnProvider(translator, () => state) };
        var client = await host.StartReadyAsync();

        Assert.Equal("""{"status":"degraded"}""", (await client.GetAsync("/health/ready", Cancellation).JsonAsync()).ToJsonString());
        Assert.Equal("""{"status":"ok"}""", (await client.GetAsync("/health/live", Cancellation).JsonAsync()).ToJsonString());
        Assert.Equal(1, (await Scrape.OfAsync(client)).Value("mt_ready"));

        state = ProviderState.Failing;
        Assert.StartsWith("The GPU failed repeatedly", await client.GetAsync("/health/ready", Cancellation).ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.Equal(0, (await Scrape.OfAsync(client)).Value("mt_ready"));

        state = ProviderState.AsMeant;
        Assert.Equal("""{"status":"ok"}""", (await client.GetAsync("/health/ready", Cancellation).JsonAsync()).ToJsonString());
    }

    [Fact]
    public async Task While_the_model_loads_the_server_answers_but_is_not_ready()
    {
        using var load = new ManualResetEventSlim();
        await using var host = new ApiHost(service.ModelFolder)
        {
            Wrap = translator =>
            {
                load.Wait(Cancellation);
                return translator;
            },
        };
        var client = host.Start();

        await client.GetAsync("/health/live", Cancellation).JsonAsync();
        Assert.Equal(
            "The model is being loaded; try again in a few seconds",
            await client.GetAsync("/health/ready", Cancellation).ProblemAsync(HttpStatusCode.ServiceUnavailable));
        await client.GetAsync("/languages", Cancellation).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        using var refused = await client.PostAsync("/translate?q=x&source=en&target=de", content: null, Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("5", Assert.Single(refused.Headers.GetValues("Retry-After")));
        var scrape = await Scrape.OfAsync(client);
        Assert.Equal(0, scrape.Value("mt_ready"));
        Assert.Equal(1, scrape.Value("mt_request_rejected_total", ("reason", "unavailable")));

        load.Set();

        await Waiting.UntilAsync(async () => (await client.GetAsync("/health/ready", Cancellation)).IsSuccessStatusCode);
        await Waiting.UntilAsync(async () => (await Scrape.OfAsync(client)).Value("mt_ready") == 1);
    }
}
