using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Lifecycle;

public sealed class DrainTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_it_drains_the_service_is_not_ready_but_translates_and_then_it_stops()
    {
        var time = new FakeTimeProvider();
        await using var host = new ApiHost(service.ModelFolder) { Settings = { ["Service:DrainDelay"] = "00:05:00" }, Time = time };
        var client = await host.StartReadyAsync();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopped = new TaskCompletionSource();
        lifetime.ApplicationStopped.Register(() => stopped.SetResult());

        lifetime.StopApplication();

        await Waiting.UntilAsync(async () => (await Scrape.OfAsync(client)).Value("mt_draining") == 1);
        using var notReady = await client.GetAsync("/health/ready", Cancellation);
        Assert.Equal("5", notReady.Headers.RetryAfter?.ToString());
        Assert.True(notReady.Headers.ConnectionClose);
        Assert.Equal("The service is shutting down", await Task.FromResult(notReady).ProblemAsync(HttpStatusCode.ServiceUnavailable));
        await client.GetAsync("/health/live", Cancellation).JsonAsync();
        await client.PostAsync("/translate?q=A%20bird.&source=en&target=de", content: null, Cancellation).JsonAsync();
        Assert.Equal(0, (await Scrape.OfAsync(client)).Value("mt_ready"));
        Assert.False(stopped.Task.IsCompleted);

        time.Advance(TimeSpan.FromMinutes(5));

        await stopped.Task.WaitAsync(Cancellation);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health", Cancellation));
    }
}
