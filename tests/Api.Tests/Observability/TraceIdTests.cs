using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Observability;

public sealed class TraceIdTests(SharedService service)
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/languages")]
    [InlineData("/metrics")]
    [InlineData("/swagger/index.html")]
    [InlineData("/nothing")]
    public async Task Every_answer_has_a_trace_id(string path)
    {
        using var response = await service.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(response.Headers.GetValues("X-Trace-ID")));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/nothing")]
    public async Task A_callers_trace_goes_on(string path)
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } } };

        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(trace, Assert.Single(response.Headers.GetValues("X-Trace-ID")));
    }
}
