using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>Short ways to ask the service, and to look at its answers.</summary>
internal static class HttpClientExtensions
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>POST /translate with that JSON.</summary>
    public static Task<HttpResponseMessage> TranslateAsync(this HttpClient client, string json) =>
        client.PostAsync("/translate", new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);

    /// <summary>POST /translate with that form.</summary>
    public static Task<HttpResponseMessage> TranslateFormAsync(this HttpClient client, params (string Name, string Value)[] fields) =>
        client.PostAsync("/translate", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Cancellation);

    /// <summary>POST /translate with a body that is too large for the service.</summary>
    public static Task<HttpResponseMessage> TranslateTooLargeAsync(this HttpClient client, int bytes, string mediaType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/translate") { Content = new ByteArrayContent(new byte[bytes]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        // As curl does: without it the client may still be sending when the server has answered and closed.
        request.Headers.ExpectContinue = true;
        return client.SendAsync(request, Cancellation);
    }

    /// <summary>The body as JSON, of an answer that must have that status.</summary>
    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await answer;
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>The text of an error, of an answer that must be a problem of that status in every respect.</summary>
    public static async Task<string> ProblemAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status)
    {
        using var response = await answer;
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Single(response.Headers.GetValues("X-Trace-ID"));
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        var detail = (string)problem["detail"]!;
        Assert.Equal(detail, (string)problem["error"]!);
        Assert.Equal(detail, (string)problem["message"]!);
        return detail;
    }
}
