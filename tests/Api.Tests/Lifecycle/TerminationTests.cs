using System.Net;
using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Api.Tests.Lifecycle;

public sealed class TerminationTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_in_flight_at_SIGTERM_is_answered_and_the_process_ends_well()
    {
        const int texts = 300;
        await using var process = ApiProcess.Start(
            "--Inference:ModelFolders:0", service.ModelFolder, "--Inference:Workers", "1", "--Service:DrainDelay", "00:00:00", "--Service:ShutdownTimeout", "00:10:00");
        using var client = await process.ReadyAsync();
        var body = new JsonObject
        {
            ["q"] = new JsonArray([.. Enumerable.Range(0, texts).Select(i => (JsonNode)$"The bird {i} sits in the tree and sings a song about the sea.")]),
            ["source"] = "en",
            ["target"] = "de",
        };
        var answer = client.TranslateAsync(body.ToJsonString());
        await Waiting.UntilAsync(async () => (await Scrape.OfAsync(client)).Value("mt_running_sentences") > 0);

        await process.TerminateAsync();

        Assert.Equal(texts, (await answer.JsonAsync())["translatedText"]!.AsArray().Count);
        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.True(process.IndexOfLine("Draining") < process.IndexOfLine($"{texts} texts"), "the request was answered before the signal");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health", Cancellation));
    }

    [Fact]
    public async Task SIGTERM_while_the_model_loads_ends_the_process_well()
    {
        using var package = new PackageCopy(service.ModelFolder);
        var tokenizer = package.PathTo(new PackageFiles().Tokenizer);
        var bytes = await File.ReadAllBytesAsync(tokenizer, Cancellation);
        File.Delete(tokenizer);
        Assert.Equal(0, (await Command.RunAsync("mkfifo", [tokenizer])).ExitCode);
        await using var process = ApiProcess.Start("--Inference:ModelFolders:0", package.Folder);
        using var client = await process.ListeningAsync();

        // The loader waits for somebody who writes into the pipe.
        await client.GetAsync("/health/live", Cancellation).JsonAsync();
        await client.GetAsync("/health/ready", Cancellation).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        await process.TerminateAsync();
        await process.LineAsync("Application is shutting down");
        await File.WriteAllBytesAsync(tokenizer, bytes, Cancellation);

        await process.LineAsync("Told to stop before the model was loaded");
        Assert.Equal(0, await process.ExitCodeAsync());
    }
}
