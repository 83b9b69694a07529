using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Translation.LibreTranslate;

public sealed class TranslateRefusalTests(SharedService service)
{
    private readonly HttpClient _client = service.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"source":"en","target":"de"}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":null,"source":"en","target":"de"}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":"","source":"en","target":"de"}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":[],"source":"en","target":"de"}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":"x","target":"de"}""", "Invalid request: missing source parameter")]
    [InlineData("""{"q":"x","source":"","target":"de"}""", "Invalid request: missing source parameter")]
    [InlineData("""{"q":"x","source":"en"}""", "Invalid request: missing target parameter")]
    [InlineData("""{"q":"x","source":"en","target":"zz"}""", "zz is not supported")]
    [InlineData("""{"q":"x","source":"ZZ","target":"de"}""", "ZZ is not supported")]
    [InlineData("""{"q":"x","source":"en","target":"ä日<"}""", "ä日< is not supported")]
    [InlineData("""{"q":"x","source":"en","target":"a very long name of some language"}""", "a very long name of … is not supported")]
    [InlineData("""{"q":"x","source":"en","target":"nineteen letters ab🎉🎉"}""", "nineteen letters ab… is not supported")]
    [InlineData("""{"q":"x","source":"en","target":"en"}""", "English (en) is not available as a target language from English (en)")]
    [InlineData("""{"q":"x","source":"auto","target":"de"}""", "auto is not supported yet: name the source language, one of en, de")]
    [InlineData("""{"q":"x","source":"en","target":"de","alternatives":-1}""", "Invalid request: alternatives parameter must be >= 0")]
    [InlineData("""{"q":"x","source":"en","target":"de","alternatives":11}""", "Invalid request: alternatives parameter must be <= 10")]
    [InlineData("""{"q":"x","source":"en","target":"de","alternatives":10000000000}""", "Invalid request: alternatives parameter is not a number")]
    [InlineData("""{"q":"x","source":"en","target":"de","alternatives":"many"}""", "Invalid request: alternatives parameter is not a number")]
    [InlineData("""{"q":"x","source":"en","target":"de","alternatives":[1]}""", "Invalid request: alternatives parameter is not a number")]
    [InlineData("""{"q":7,"source":"en","target":"de"}""", "Invalid request: q must be a string or an array of strings, not a number")]
    [InlineData("""{"q":{"text":"x"},"source":"en","target":"de"}""", "Invalid request: q must be a string or an array of strings, not an object")]
    [InlineData("""{"q":["x",7],"source":"en","target":"de"}""", "Invalid request: q must be a string or an array of strings; q[1] is a number")]
    [InlineData("""{"q":["x",null],"source":"en","target":"de"}""", "Invalid request: q must be a string or an array of strings; q[1] is null")]
    [InlineData("""{"q":"x","source":["en"],"target":"de"}""", "Invalid request: source must be a string, not an array")]
    [InlineData("""{"q":"x","source":"en","target":true}""", "Invalid request: target must be a string, not a boolean")]
    [InlineData("""{"q":"\ud800","source":"en","target":"de"}""", "Invalid request: q is not sound Unicode: half of a surrogate pair at character 1")]
    [InlineData("""{"q":"\n\ud83c\udf89 \udc00","source":"en","target":"de"}""", "Invalid request: q is not sound Unicode: half of a surrogate pair at character 5")]
    [InlineData("""{"q":["x","🎉\u00e9\ud800\ud83c\udf89"],"source":"en","target":"de"}""", "Invalid request: q[1] is not sound Unicode: half of a surrogate pair at character 4")]
    [InlineData("""{"q":"ab\ud800c","source":"en","target":"de"}""", "Invalid request: q is not sound Unicode: half of a surrogate pair at character 3")]
    [InlineData("""{"q":"x","source":"en","target":"de","alternatives":"\ud800"}""", "Invalid request: alternatives is not sound Unicode: half of a surrogate pair at character 1")]
    [InlineData("""{"q":"x","source":"en","target":"de","\udc00":1}""", "Invalid request: a member's name is not sound Unicode")]
    [InlineData("""{"q":"x","source":"en","target":"de","format":"html"}""", "html format is not supported yet: this version translates plain text; send format text, or leave it out")]
    [InlineData("""{"q":"x","source":"en","target":"de","format":"xml"}""", "Invalid request: this format is not supported; send format text, or leave it out")]
    [InlineData("""["x"]""", "Invalid request: the body must be a JSON object, not an array")]
    [InlineData("null", "Invalid request: the body must be a JSON object, not null")]
    public async Task A_wrong_request_is_told_what_would_be_right(string json, string expected) =>
        Assert.Equal(expected, await _client.TranslateAsync(json).ProblemAsync(HttpStatusCode.BadRequest));

    [Theory]
    [InlineData("", "line 1, byte 1: ")]
    [InlineData("{\"q\":\"x\",\n  \"source\": en}", "line 2, byte 13: 'e' is an invalid start of a value.")]
    [InlineData("""{"q":"x","source":"en","target":"de"} and more""", "line 1, byte 39: ")]
    public async Task What_is_not_JSON_is_told_where(string body, string expected)
    {
        var detail = await _client.TranslateAsync(body).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.StartsWith("Invalid request: the body is not JSON at " + expected, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        var content = new ByteArrayContent([.. "{\"q\":\""u8, 0xFF, 0xFE, .. "\",\"source\":\"en\",\"target\":\"de\"}"u8]);
        content.Headers.ContentType = new("application/json");

        var detail = await _client.PostAsync("/translate", content, Cancellation).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Invalid request: q is not sound Unicode: its bytes are not UTF-8", detail);
    }

    [Fact]
    public async Task A_number_of_alternatives_in_a_form_must_be_one()
    {
        var answer = _client.TranslateFormAsync(("q", "x"), ("source", "en"), ("target", "de"), ("alternatives", "two"));

        Assert.Equal("Invalid request: alternatives parameter is not a number", await answer.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task An_empty_form_misses_q() =>
        Assert.Equal("Invalid request: missing q parameter", await _client.TranslateFormAsync().ProblemAsync(HttpStatusCode.BadRequest));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    public async Task Another_media_type_is_refused(string mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("x"));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        await _client.PostAsync("/translate", content, Cancellation).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_text_longer_than_the_limit_is_refused_with_both_numbers()
    {
        var body = new JsonObject { ["q"] = new string('a', 100_001), ["source"] = "en", ["target"] = "de" }.ToJsonString();

        Assert.Equal("Invalid request: request (100001) exceeds text limit (100000)", await _client.TranslateAsync(body).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task More_texts_than_the_limit_are_refused_with_both_numbers()
    {
        var texts = new JsonArray([.. Enumerable.Repeat("a", 1001).Select(text => (JsonNode)text)]);
        var body = new JsonObject { ["q"] = texts, ["source"] = "en", ["target"] = "de" }.ToJsonString();

        var detail = await _client.TranslateAsync(body).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Invalid request: request (1001 texts) exceeds text limit (1000 texts)", detail);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_larger_than_the_limit_is_refused(string mediaType) =>
        await _client.TranslateTooLargeAsync((2 << 20) + 1, mediaType).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
}
