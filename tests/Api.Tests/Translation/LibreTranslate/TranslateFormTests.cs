using System.Net;
using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Translation.LibreTranslate;

public sealed class TranslateFormTests(SharedService service)
{
    private static readonly (string Name, string Value)[] Languages = [("source", "en"), ("target", "de")];
    private readonly HttpClient _client = service.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_is_answered_as_JSON_is()
    {
        var json = await Json("A bird.");

        var answer = await _client.TranslateFormAsync([("q", "A bird."), .. Languages, ("format", "text"), ("alternatives", "0"), ("api_key", "")]).JsonAsync();

        Assert.Equal(json.ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task A_field_q_that_is_repeated_is_answered_with_an_array()
    {
        var answer = await _client.TranslateFormAsync([("q", "A bird."), ("q", "Two birds."), .. Languages]).JsonAsync();

        string[] expected = [(string)(await Json("A bird."))["translatedText"]!, (string)(await Json("Two birds."))["translatedText"]!];
        Assert.Equal(expected, answer["translatedText"]!.AsArray().Select(text => (string)text!));
    }

    [Fact]
    public async Task A_multipart_form_is_read()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("A bird."), "q" },
            { new StringContent("en"), "source" },
            { new StringContent("de"), "target" },
            { new StringContent("2"), "alternatives" },
        };

        var answer = await _client.PostAsync("/translate", form, Cancellation).JsonAsync();

        Assert.Equal((string)(await Json("A bird."))["translatedText"]!, (string)answer["translatedText"]!);
        Assert.NotEmpty(answer["alternatives"]!.AsArray());
    }

    [Fact]
    public async Task Fields_may_come_in_the_query_alone()
    {
        var answer = await _client.PostAsync("/translate?q=A%20bird.&source=EN&target=DE", content: null, Cancellation).JsonAsync();

        Assert.Equal((await Json("A bird.")).ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task Fields_may_come_in_the_query_and_the_form()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("q", "A bird.")]);

        var answer = await _client.PostAsync("/translate?source=en&target=de", form, Cancellation).JsonAsync();

        Assert.Equal((await Json("A bird.")).ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task Line_ends_of_a_form_become_those_of_Unix()
    {
        var unix = await Json("A bird.\nTwo birds.");

        var answer = await _client.TranslateFormAsync([("q", "A bird.\r\nTwo birds."), .. Languages]).JsonAsync();

        Assert.Equal((string)unix["translatedText"]!, (string)answer["translatedText"]!);
        Assert.DoesNotContain("\r", (string)answer["translatedText"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data", "--x", "boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nA bi", "ends too early")]
    public async Task A_form_that_is_not_sound_is_refused(string contentType, string body, string expected)
    {
        var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var detail = await _client.PostAsync("/translate", content, Cancellation).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.StartsWith("Invalid request: the form is not sound", detail, StringComparison.Ordinal);
        Assert.Contains(expected, detail, StringComparison.Ordinal);
    }

    private async Task<JsonNode> Json(string text) => await _client
        .TranslateAsync(new JsonObject { ["q"] = text, ["source"] = "en", ["target"] = "de" }.ToJsonString())
        .JsonAsync();
}
