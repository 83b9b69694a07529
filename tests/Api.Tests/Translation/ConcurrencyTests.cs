using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Translation;

public sealed class ConcurrencyTests(SharedService service)
{
    [Fact]
    public async Task Two_hundred_requests_at_once_are_all_answered_each_with_its_own_translation()
    {
        const int distinctTexts = 20;
        var texts = Enumerable.Range(0, distinctTexts).Select(i => $"{string.Join(' ', Enumerable.Repeat("bird", 1 + (i % 7)))} {i}.").ToArray();
        var alone = new List<string>();
        foreach (var text in texts)
        {
            alone.Add(await TranslateAsync(text));
        }

        var together = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => TranslateAsync(texts[i % distinctTexts])));

        Assert.All(together.Index(), answer => Assert.Equal(alone[answer.Index % distinctTexts], answer.Item));
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_its_request()
    {
        var gate = new TaskCompletionSource<GatedTranslator>();
        await using var host = new ApiHost(service.ModelFolder)
        {
            Wrap = translator =>
            {
                gate.SetResult(new GatedTranslator(translator));
                return gate.Task.GetAwaiter().GetResult();
            },
        };
        var client = await host.StartReadyAsync();
        var translator = await gate.Task;
        using var leave = new CancellationTokenSource();
        var request = client.PostAsync("/translate?q=A%20bird.&source=en&target=de", content: null, leave.Token);
        await translator.Entered;

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await translator.Cancelled;
        await Waiting.UntilAsync(async () => (await Scrape.OfAsync(client)).Value("mt_requests_total", ("outcome", "cancelled"), ("pair", "en-de")) == 1);
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_of_its_body_is_no_failure()
    {
        await using var host = new ApiHost(service.ModelFolder);
        var client = await host.StartReadyAsync();
        using (var socket = new TcpClient(client.BaseAddress!.Host, client.BaseAddress.Port))
        {
            await socket.GetStream().WriteAsync(
                "POST /translate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"q\""u8.ToArray(),
                TestContext.Current.CancellationToken);
        }

        await Waiting.UntilAsync(async () => (await Scrape.OfAsync(client)).Value("mt_requests_total") == 1);
        Assert.Equal(0, (await Scrape.OfAsync(client)).Value("mt_requests_total", ("outcome", "failed")));
        Assert.DoesNotContain(host.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private async Task<string> TranslateAsync(string text)
    {
        var body = new JsonObject { ["q"] = text, ["source"] = "en", ["target"] = "de" }.ToJsonString();
        return (string)(await service.Client.TranslateAsync(body).JsonAsync(HttpStatusCode.OK))["translatedText"]!;
    }
}
