using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Input;

public sealed class StrangeTextTests : IDisposable
{
    private static readonly LanguagePair EnDe = new("en", "de");

    // Short answers, so that the longest inputs stay quick.
    private static readonly DecodingOptions Brief = new() { BeamSize = 1, MaxLengthRatio = 0, MaxLengthMargin = 4 };
    private readonly TinyPackage _tiny = TinyPackage.Create();

    public static TheoryData<string> WithoutWords => [.. StrangeTexts.WithoutWords.Keys];

    public static TheoryData<string> WithWords => [.. StrangeTexts.WithWords.Keys];

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [MemberData(nameof(WithoutWords))]
    public async Task What_has_no_letter_and_no_digit_comes_back_as_it_was_without_the_model(string name)
    {
        var text = StrangeTexts.WithoutWords[name];
        await using var translator = Load();

        var translation = await TranslateAsync(translator, text);

        Assert.Equal(text, translation.Text);
        Assert.All(translation.Segments, segment => Assert.Equal((0, segment.Source), (segment.SourceTokens, Assert.Single(segment.Hypotheses).Text)));
        Assert.Equal(PhaseTimes.None, translation.Times);
    }

    [Theory]
    [MemberData(nameof(WithWords))]
    public async Task What_has_a_letter_or_a_digit_is_translated_part_by_part_and_each_part_as_if_it_were_alone(string name)
    {
        var text = StrangeTexts.WithWords[name];
        await using var translator = Load();

        var translation = await TranslateAsync(translator, text);

        var (expected, rest) = ("", text);
        var alone = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var segment in translation.Segments)
        {
            // What stands between the segments is white space and stays.
            var at = rest.IndexOf(segment.Source, StringComparison.Ordinal);
            Assert.True(at >= 0 && string.IsNullOrWhiteSpace(rest[..at]));
            if (!alone.TryGetValue(segment.Source, out var translated))
            {
                translated = (await TranslateAsync(translator, segment.Source)).Text;
                alone[segment.Source] = translated;
            }

            expected += rest[..at] + translated;
            rest = rest[(at + segment.Source.Length)..];
        }

        Assert.Equal(expected + rest, translation.Text);
        Assert.Contains(translation.Segments, segment => segment.SourceTokens > 0);
        Assert.All(translation.Segments, segment => Assert.InRange(segment.SourceTokens, 0, _tiny.Package.Manifest.Architecture.MaxPositions));
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_counts_as_the_replacement_character()
    {
        await using var translator = Load();

        // No theory: an attribute cannot hold such a text.
        foreach (var (text, sound) in new[] { ("\ud800", "\ufffd"), ("\udc00\ud800!", "\ufffd\ufffd!"), ("🎉\ud83c", "🎉\ufffd") })
        {
            Assert.Equal(sound, (await TranslateAsync(translator, text)).Text);
            Assert.Equal((await TranslateAsync(translator, $"bird {sound} tree")).Text, (await TranslateAsync(translator, $"bird {text} tree")).Text);
        }
    }

    [Fact]
    public async Task Any_mixture_of_them_is_answered_with_sound_text_and_the_same_whatever_stands_beside_it()
    {
        const int texts = 200;
        string[] units = ["\ud800", "\udc00", "\0", "\n", "\r\n", " ", "\u00a0", "\u2028", "🎉", "👩\u200d", "\u0301", "\u200f", "\ufdfa", "字", "a", "Bird", ". ", "1", "!", "\ufffe", "\u0085", "»", "(", "Dr."];
        var random = new Random(7);
        var mixtures = Enumerable.Range(0, texts).Select(_ => string.Concat(random.GetItems(units, random.Next(60)))).ToList();
        await using var translator = Load();

        var together = await translator.TranslateAsync([.. mixtures.Select(text => new TextRequest(text, EnDe, Brief))], TestContext.Current.CancellationToken);

        for (var i = 0; i < texts; i++)
        {
            // Half of a pair would not come back from UTF-8.
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(together[i].Text)), together[i].Text);
            if (i % 10 == 0)
            {
                Assert.Equal((await TranslateAsync(translator, mixtures[i])).Text, together[i].Text);
            }
        }
    }

    [Fact]
    public async Task More_source_tokens_than_a_request_may_have_are_refused_with_both_numbers()
    {
        await using var translator = Load(new EngineOptions { MaxRequestTokens = 1000 });
        IReadOnlyList<TextRequest> requests = [.. Enumerable.Repeat(new TextRequest("One bird in a tree.", EnDe, Brief), 500)];

        var error = await Assert.ThrowsAsync<TranslationException>(() => translator.TranslateAsync(requests, TestContext.Current.CancellationToken));

        Assert.Equal(TranslationErrorKind.TooLarge, error.Kind);
        Assert.Matches(@"^The request has at least 10\d\d source tokens; at most 1000 are translated at once\.$", error.Message);
    }

    [Theory]
    [InlineData("a\n")]
    [InlineData("B! ")]
    public async Task More_sentences_than_the_queue_holds_are_refused_with_both_numbers(string sentence)
    {
        await using var translator = Load();

        var error = await Assert.ThrowsAsync<TranslationException>(() => TranslateAsync(translator, string.Concat(Enumerable.Repeat(sentence, 33_000))));

        Assert.Equal((TranslationErrorKind.TooLarge, "The request has at least 4097 sentences; at most 4096 are translated at once."), (error.Kind, error.Message));
    }

    [Fact]
    public async Task A_caller_who_has_given_up_costs_no_work()
    {
        await using var translator = Load();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => translator.TranslateAsync([new TextRequest(new string('a', 100_000), EnDe, Brief)], new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task While_a_monster_is_translated_small_texts_are_answered_before_it()
    {
        await using var translator = Load(new EngineOptions { Workers = 1, RequestTimeoutSeconds = 0, QueueTimeoutSeconds = 0 });
        using var end = new CancellationTokenSource();
        var slow = new DecodingOptions { MinTargetTokens = 30, MaxLengthMargin = 50 };
        var monster = translator.TranslateAsync([new TextRequest(string.Concat(Enumerable.Repeat("One bird in a tree.\n", 4_000)), EnDe, slow)], end.Token);

        for (var i = 0; i < 5; i++)
        {
            await TranslateAsync(translator, $"Bird {i}.");
            Assert.False(monster.IsCompleted);
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => monster);
    }

    private static async Task<TextTranslation> TranslateAsync(Translator translator, string text) =>
        Assert.Single(await translator.TranslateAsync([new TextRequest(text, EnDe, Brief)], TestContext.Current.CancellationToken));

    private Translator Load(EngineOptions? options = null) => Translator.Load(_tiny.Package, options ?? new EngineOptions(), NullLogger.Instance);
}
