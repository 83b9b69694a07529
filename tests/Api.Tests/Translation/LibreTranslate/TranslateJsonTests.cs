using System.Globalization;
using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Translation.LibreTranslate;

public sealed class TranslateJsonTests(SharedService service)
{
    private readonly HttpClient _client = service.Client;

    [Fact]
    public async Task A_text_is_answered_with_a_text_and_nothing_else()
    {
        var answer = await _client.TranslateAsync("""{"q":"A small house.","source":"en","target":"de"}""").JsonAsync();

        Assert.NotEmpty((string)answer["translatedText"]!);
        Assert.Equal(["translatedText"], answer.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_array_is_answered_with_an_array_in_its_order()
    {
        string[] texts = ["One bird.", "Two birds in a tree.", "", "  \n", "One bird."];
        var singles = new List<string>();
        foreach (var text in texts.Where(text => text.Length > 0))
        {
            singles.Add((string)(await _client.TranslateAsync(Body(text)).JsonAsync())["translatedText"]!);
        }

        var answer = await _client.TranslateAsync(Body([.. texts])).JsonAsync();

        Assert.Equal([singles[0], singles[1], "", "  \n", singles[3]], answer["translatedText"]!.AsArray().Select(text => (string)text!));
        Assert.Equal(singles[0], singles[3]);
    }

    [Fact]
    public async Task An_array_of_one_text_is_answered_with_an_array() =>
        Assert.Single((await _client.TranslateAsync(Body(["A bird."])).JsonAsync())["translatedText"]!.AsArray());

    [Fact]
    public async Task Alternatives_are_others_than_the_best_and_no_more_than_asked_for()
    {
        var answer = await _client.TranslateAsync("""{"q":"A bird.","source":"en","target":"de","alternatives":3}""").JsonAsync();

        var alternatives = answer["alternatives"]!.AsArray().Select(text => (string)text!).ToList();
        Assert.InRange(alternatives.Count, 1, 3);
        Assert.DoesNotContain((string)answer["translatedText"]!, alternatives);
        Assert.Equal(alternatives.Distinct(), alternatives);
    }

    [Fact]
    public async Task Alternatives_of_an_array_are_a_list_for_each_text()
    {
        var answer = await _client.TranslateAsync("""{"q":["A bird.",""],"source":"en","target":"de","alternatives":"2"}""").JsonAsync();

        Assert.Equal(2, answer["alternatives"]!.AsArray().Count);
        Assert.Empty(answer["alternatives"]![1]!.AsArray());
    }

    [Theory]
    [InlineData("""{"q":"A bird.","source":"EN","target":"De"}""")]
    [InlineData("""{"q":"A bird.","source":"en","target":"de","format":"text","api_key":null,"alternatives":0}""")]
    [InlineData("""{"q":"A bird.","source":"en","target":"de","format":null,"api_key":"","alternatives":null}""")]
    [InlineData("""{"q":"A bird.","source":"en","target":"de","format":"","api_key":"abc","a_member_of_some_client":[1,{}]}""")]
    public async Task What_clients_in_the_wild_send_is_understood(string json)
    {
        var plain = await _client.TranslateAsync(Body("A bird.")).JsonAsync();

        var answer = await _client.TranslateAsync(json).JsonAsync();

        Assert.Equal(plain.ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. """{"q":"A bird.","source":"en","target":"de"}"""u8]);
        content.Headers.ContentType = new("application/json");

        Assert.NotEmpty((string)(await _client.PostAsync("/translate", content, TestContext.Current.CancellationToken).JsonAsync())["translatedText"]!);
    }

    [Fact]
    public async Task Any_Unicode_text_is_translated()
    {
        var answer = await _client.TranslateAsync(Body("Schöne Grüße, 日本 🎉 \u0000 \u202E e\u0301")).JsonAsync();

        Assert.NotEmpty((string)answer["translatedText"]!);
    }

    [Fact]
    public async Task The_answer_is_JSON_and_says_how_long_it_took()
    {
        using var response = await _client.TranslateAsync(Body("A bird."));

        var timing = Assert.Single(response.Headers.GetValues("Server-Timing"));
        Assert.Matches(@"^queue;dur=\d+\.\d, encode;dur=\d+\.\d, decode;dur=\d+\.\d, total;dur=\d+\.\d$", timing);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task One_sentences_phases_take_time_and_no_more_than_the_whole()
    {
        var (queue, encode, decode, total) = TimesOf(await _client.TranslateAsync(Body("A bird in a tall tree over the river.")));

        Assert.True(encode + decode > 0, $"{encode} + {decode}");
        Assert.True(queue + encode + decode <= total + 0.2, $"{queue} + {encode} + {decode} in {total}");
        Assert.True(TimesOf(await _client.TranslateAsync(Body("  "))) is (0, 0, 0, _));
    }

    private static (double Queue, double Encode, double Decode, double Total) TimesOf(HttpResponseMessage response)
    {
        var times = Assert.Single(response.Headers.GetValues("Server-Timing")).Split(", ")
            .Select(entry => double.Parse(entry.Split(";dur=")[1], CultureInfo.InvariantCulture)).ToList();
        return (times[0], times[1], times[2], times[3]);
    }

    private static string Body(JsonNode q) => new JsonObject { ["q"] = q, ["source"] = "en", ["target"] = "de" }.ToJsonString();

    private static string Body(string[] q) => Body(new JsonArray([.. q.Select(text => (JsonNode)text)]));
}
