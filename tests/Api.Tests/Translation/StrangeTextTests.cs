using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Translation;

/// <summary>The table of docs/api.md, over a real port.</summary>
public sealed class StrangeTextTests(SharedService service)
{
    private const int Limit = 100_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(" \n\t\u00a0", 1)]
    [InlineData("?! … — “”", 1)]
    [InlineData("★ → © ½ ℃", 1)]
    [InlineData("👩‍👩‍👧‍👦👍🏽 🇩🇪", 1)]
    [InlineData("\0\u0001\u001b[\u007f", 1)]
    [InlineData("\u200f\u202e\u200e", 1)]
    [InlineData("\u0301\u0300\u0335", Limit / 3)]
    [InlineData("\n", Limit)]
    [InlineData(".", Limit)]
    [InlineData("🎉", Limit / 2)]
    [InlineData("!\n", Limit / 2)]
    public async Task What_has_no_letter_and_no_digit_comes_back_as_it_was(string unit, int times)
    {
        var text = Repeated(unit, times);

        Assert.Equal(text, await TranslateAsync(text));
        Assert.Equal([text, text], (await AnswerAsync(new JsonArray(text, text)).JsonAsync())["translatedText"]!.AsArray().Select(each => (string)each!));
    }

    [Fact]
    public async Task Lines_of_all_kinds_are_each_what_they_are_alone()
    {
        var (first, second) = (await TranslateAsync("A bird."), await TranslateAsync("Two birds."));

        Assert.Equal($"\n{first}\n🎉\n\0 \n\n  {second}\n…\n", await TranslateAsync("\nA bird.\n🎉\n\0 \n\n  Two birds.\n…\n"));
    }

    [Theory]
    [InlineData("bird", 500)]
    [InlineData("漢字かな", 100)]
    [InlineData("e\u0301\u0300\u0335", 300)]
    [InlineData("a. ", 1_000)]
    [InlineData("\ufdfa", 50)]
    [InlineData("bi\0rd ", 500)]
    [InlineData("\u202ebird\u200f ", 500)]
    public async Task Words_of_any_length_and_kind_are_translated_and_the_same_text_gives_the_same_answer(string unit, int times)
    {
        var text = Repeated(unit, times);

        var answer = await TranslateAsync(text);

        Assert.NotEmpty(answer);
        Assert.Equal(answer, await TranslateAsync(text));
    }

    [Theory]
    [InlineData("a\n", Limit / 2, "^The request has at least 4097 sentences; at most 4096 are translated at once\\.$")]
    [InlineData("B! ", Limit / 3, "^The request has at least 4097 sentences; at most 4096 are translated at once\\.$")]
    [InlineData("漢", Limit, "^The request has at least 65\\d\\d\\d source tokens; at most 65536 are translated at once\\.$")]
    [InlineData("\ufdfa", Limit, "^The request has at least 65\\d\\d\\d source tokens; at most 65536 are translated at once\\.$")]
    public async Task What_is_too_much_for_the_engine_is_refused_with_both_numbers(string unit, int times, string expected) =>
        Assert.Matches(expected, await AnswerAsync(Repeated(unit, times)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge));

    [Fact]
    public async Task Escapes_of_a_form_that_are_no_UTF8_stay_the_characters_that_they_are_written_with()
    {
        using var form = new StringContent("q=%ED%A0%80%FF&source=en&target=de", Encoding.ASCII, "application/x-www-form-urlencoded");

        var answer = await service.Client.PostAsync("/translate", form, Cancellation).JsonAsync();

        Assert.Equal(await TranslateAsync("%ED%A0%80%FF"), (string)answer["translatedText"]!);
    }

    [Fact]
    public async Task Bytes_of_a_form_that_are_no_UTF8_become_the_replacement_character()
    {
        using var form = new ByteArrayContent([.. "q="u8, 0xFF, 0xFE, .. "&source=en&target=de"u8]);
        form.Headers.ContentType = new("application/x-www-form-urlencoded");

        var answer = await service.Client.PostAsync("/translate", form, Cancellation).JsonAsync();

        Assert.Equal("\ufffd\ufffd", (string)answer["translatedText"]!);
    }

    [Fact]
    public async Task While_a_monster_is_translated_small_texts_are_answered_before_it()
    {
        using var leave = new CancellationTokenSource();
        var body = new JsonObject { ["q"] = Repeated("A bird in a tree.\n", 4_000), ["source"] = "en", ["target"] = "de", ["alternatives"] = 10 };
        var monster = service.Client.PostAsync("/translate", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), leave.Token);

        for (var i = 0; i < 3; i++)
        {
            Assert.NotEmpty(await TranslateAsync($"Bird {i}."));
            Assert.False(monster.IsCompleted);
        }

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => monster);
    }

    private static string Repeated(string unit, int times) => string.Concat(Enumerable.Repeat(unit, times));

    private Task<HttpResponseMessage> AnswerAsync(JsonNode q) =>
        service.Client.TranslateAsync(new JsonObject { ["q"] = q, ["source"] = "en", ["target"] = "de" }.ToJsonString());

    private async Task<string> TranslateAsync(string text) => (string)(await AnswerAsync(text).JsonAsync())["translatedText"]!;
}
