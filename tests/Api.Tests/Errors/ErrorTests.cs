using System.Net;
using TranslationService.Api.Errors;
using TranslationService.Api.Tests.Hosting;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Errors;

public sealed class ErrorTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_path_that_does_not_exist_is_a_problem() => Assert.Equal(
        "There is nothing at this path; /swagger shows what there is",
        await service.Client.GetAsync("/nothing", Cancellation).ProblemAsync(HttpStatusCode.NotFound));

    [Theory]
    [InlineData("GET", "/translate", "POST")]
    [InlineData("DELETE", "/languages", "GET")]
    [InlineData("POST", "/health/live", "GET, HEAD")]
    public async Task The_wrong_verb_is_told_the_right_one(string verb, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        using var response = await service.Client.SendAsync(request, Cancellation);

        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
        var detail = await Task.FromResult(response).ProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Equal($"{verb} is not allowed here; allowed: {allowed}", detail);
    }

    [Fact]
    public async Task A_client_that_only_accepts_HTML_still_gets_the_reason()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/translate");
        request.Headers.Accept.ParseAdd("text/html");

        Assert.Equal("Invalid request: missing q parameter", await service.Client.SendAsync(request, Cancellation).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(TranslationErrorKind.Overloaded, HttpStatusCode.ServiceUnavailable, "1")]
    [InlineData(TranslationErrorKind.QueueTimeout, HttpStatusCode.ServiceUnavailable, "1")]
    [InlineData(TranslationErrorKind.DeadlineExceeded, HttpStatusCode.GatewayTimeout, null)]
    [InlineData(TranslationErrorKind.Draining, HttpStatusCode.ServiceUnavailable, "5")]
    [InlineData(TranslationErrorKind.TooLarge, HttpStatusCode.RequestEntityTooLarge, null)]
    [InlineData(TranslationErrorKind.InvalidOption, HttpStatusCode.BadRequest, null)]
    [InlineData(TranslationErrorKind.UnsupportedDirection, HttpStatusCode.BadRequest, null)]
    public async Task What_the_engine_refuses_has_its_status_and_the_engines_words(TranslationErrorKind kind, HttpStatusCode status, string? retryAfter)
    {
        var refusal = new TranslationException(kind, "The engine's words");
        await using var host = new ApiHost(service.ModelFolder) { Wrap = translator => new FailingTranslator(translator, () => refusal) };
        var client = await host.StartReadyAsync();

        using var response = await TranslateAsync(client);

        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
        Assert.Equal("The engine's words", await Task.FromResult(response).ProblemAsync(status));
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("[\"x\"]")]
    [InlineData("[\"x\",\"y\"]")]
    public async Task A_full_queue_is_answered_with_503_and_whole_seconds_to_wait(string q)
    {
        await using var host = new ApiHost(service.ModelFolder)
        {
            Wrap = translator => new FailingTranslator(translator, () => new QueueFullException(TimeSpan.FromSeconds(2.5))),
        };
        var client = await host.StartReadyAsync();

        using var response = await client.TranslateAsync($$"""{"q":{{q}},"source":"en","target":"de"}""");

        Assert.Equal("3", response.Headers.RetryAfter?.ToString());
        Assert.Equal("The service is busy; try again later.", await Task.FromResult(response).ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(1, (await Scrape.OfAsync(client)).Value("mt_request_rejected_total", ("reason", "overloaded")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_of_the_service_shows_nothing_of_its_inside_and_is_logged(bool fromEngine)
    {
        Exception failure = fromEngine ? new TranslationException(TranslationErrorKind.EngineFailure, "secret") : new InvalidOperationException("secret");
        await using var host = new ApiHost(service.ModelFolder) { Wrap = translator => new FailingTranslator(translator, () => failure) };
        var client = await host.StartReadyAsync();

        using var response = await TranslateAsync(client);
        var traceId = response.Headers.GetValues("X-Trace-ID").Single();
        var detail = await Task.FromResult(response).ProblemAsync(HttpStatusCode.InternalServerError);

        Assert.DoesNotContain("secret", detail, StringComparison.Ordinal);
        var logged = Assert.Single(host.Log.Lines, line => line.StartsWith($"Error: Request {traceId} failed", StringComparison.Ordinal));
        Assert.Contains("secret", logged, StringComparison.Ordinal);
        Assert.Equal(1, (await Scrape.OfAsync(client)).Value("mt_requests_total", ("outcome", "failed")));
    }

    [Fact]
    public void Every_kind_of_the_engines_errors_has_an_answer_that_is_an_error() =>
        Assert.All(Enum.GetValues<TranslationErrorKind>(), kind => Assert.InRange(ErrorAnswer.For(new TranslationException(kind, "")).Status, 400, 599));

    private static Task<HttpResponseMessage> TranslateAsync(HttpClient client) =>
        client.PostAsync("/translate?q=x&source=en&target=de", content: null, Cancellation);
}
