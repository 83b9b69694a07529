using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Observability;

public sealed class MetricsTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_counted_by_model_pair_contract_and_outcome()
    {
        await using var process = StartProcess();
        using var client = await process.ReadyAsync();
        await client.PostAsync("/translate?q=A%20bird.&source=EN&target=de", content: null, Cancellation);
        await client.PostAsync("/translate?q=A%20bird.&source=secret&target=de", content: null, Cancellation);
        await client.TranslateTooLargeAsync((2 << 20) + 1, "application/json");

        var scrape = await Scrape.OfAsync(client);

        Assert.Equal(1, scrape.Value("mt_requests_total", ("model", service.ModelName), ("pair", "en-de"), ("api", "libretranslate"), ("outcome", "ok")));
        Assert.Equal(2, scrape.Value("mt_requests_total", ("model", service.ModelName), ("pair", "unknown"), ("outcome", "rejected")));
        Assert.Equal(1, scrape.Value("mt_request_rejected_total", ("reason", "validation")));
        Assert.Equal(1, scrape.Value("mt_request_rejected_total", ("reason", "too_large")));
        Assert.Equal(1, scrape.Value("mt_ready"));
        Assert.Equal(0, scrape.Value("mt_draining"));
        Assert.DoesNotContain("secret", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_the_runtimes_and_the_engines_metrics_are_there()
    {
        await using var process = StartProcess();
        using var client = await process.ReadyAsync();
        await client.PostAsync("/translate?q=A%20bird.&source=en&target=de", content: null, Cancellation);

        var scrape = await Scrape.OfAsync(client);

        string[] expected =
        [
            "http_server_request_duration_seconds_bucket", "http_server_active_requests", "kestrel_active_connections", "dotnet_gc_collections_total",
            "mt_source_tokens_total", "mt_target_tokens_total", "mt_queue_sentences", "mt_request_phase_duration_seconds_bucket", "mt_execution_provider_info",
        ];
        Assert.Empty(expected.Except(scrape.Names));
        Assert.Superset(new HashSet<string?> { "0.005", "0.25", "1", "5", "+Inf" }, scrape.LabelValues("http_server_request_duration_seconds_bucket", "le").ToHashSet());
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong()
    {
        await using var process = StartProcess();
        using var client = await process.ReadyAsync();
        await client.PostAsync("/translate?q=A%20bird.&source=en&target=de", content: null, Cancellation);
        var scrape = await Scrape.OfAsync(client);

        var (exitCode, output) = await Command.RunAsync("promtool", ["check", "metrics"], scrape.Text);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task No_text_of_a_user_is_logged()
    {
        await service.Client.TranslateAsync("""{"q":"Confidential hippopotamus.","source":"en","target":"de"}""");
        await service.Client.TranslateAsync("""{"q":"Confidential hippopotamus.","source":"hippopotamus","target":"de"}""");
        await service.Client.TranslateAsync("""{"q":"Confidential hippopotamus.",}""");
        await service.Client.PostAsync("/translate?q=Confidential%20hippopotamus.&source=en&target=de", content: null, Cancellation);

        Assert.Contains(service.Log.Lines, line => line.Contains("1 texts, 26 characters, Ok", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Log.Lines, line => line.Contains("hippopotamus", StringComparison.OrdinalIgnoreCase));
    }

    // A process of its own: meters are the process's, so in this one the service's metrics would mix with those of other tests' hosts, and end with them.
    private ApiProcess StartProcess() => ApiProcess.Start("--Inference:ModelFolders:0", service.ModelFolder, "--Service:DrainDelay", "00:00:00");
}
