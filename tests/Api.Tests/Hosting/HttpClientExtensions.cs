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
