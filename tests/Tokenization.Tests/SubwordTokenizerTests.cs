using System.Text;
using FsCheck;
using FsCheck.Xunit;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Text;

namespace TranslationService.Tokenization.Tests;

public sealed class SubwordTokenizerTests
{
    private static SubwordTokenizer Tokenizer => TestFiles.Tokenizer;

    [Theory]
    [InlineData("I")]
    [InlineData("a")]
    [InlineData(".")]
    [InlineData("漢")]
    [InlineData("𐍈")]
    public void A_text_of_one_character_has_ids(string text)
    {
        Assert.NotEmpty(Tokenizer.Encode(text));
        Assert.Equal(text, Tokenizer.Decode(Tokenizer.Encode(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\r\n \u00a0\u3000\u200b\u2581")]
    [InlineData("\u0001\u0002")]
    public void A_text_of_white_space_and_control_characters_has_no_ids(string text)
    {
        Assert.Empty(Tokenizer.Encode(text));
        Assert.Equal("", Tokenizer.Decode([]));
        Assert.Equal([Tokenizer.LanguageId("de"), VocabularyLayout.EndId], Tokenizer.EncodeSource(text, "de"));
    }

    [Fact]
    public void Characters_that_the_vocabulary_lacks_become_their_utf8_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes("漢字").Select(value => Tokenizer.Layout.FirstByteId + value);

        Assert.Equal([.. Tokenizer.Encode("a"), .. bytes], Tokenizer.Encode("a漢字"));
    }

    [Theory]
    [InlineData("漢字 at the beginning")]
    [InlineData("at the end 漢字")]
    [InlineData("in the 漢字 middle, x漢y, 漢 字")]
    [InlineData("👩‍👩‍👧‍👦 a family of zero-width joiners 🏳️‍🌈")]
    [InlineData("x̵̧̛y᷂z combining marks")]
    [InlineData("right \u202eto\u202c left")]
    [InlineData("nul \0 stays")]
    [InlineData("<unk> <s> </s> <pad> <2de> <0x41>")]
    public void Text_beside_byte_tokens_comes_back_whole(string text)
    {
        var normal = Tokenizer.Normalize(text);

        Assert.Equal(normal, Tokenizer.Decode(Tokenizer.Encode(text)));
        Assert.Equal(text.Count(c => c == ' '), normal.Count(c => c == ' '));
    }

    [Theory]
    [InlineData("  two  spaces\t\ttabs  ", "two spaces tabs")]
    [InlineData("ｆｕｌｌ ｗｉｄｔｈ ① ﬁ", "full width 1 fi")]
    [InlineData("A\u030a", "Å")]
    [InlineData("escaped\u2581space", "escaped space")]
    [InlineData("lone \ud800 surrogate", "lone surrogate")]
    [InlineData("bell\u0007 del\u007f", "bell del")]
    [InlineData("u\u0001\u0308", "ü")]
    [InlineData("no\u00a0break", "no break")]
    public void Normalisation_is_that_of_nmt_nfkc(string text, string expected)
    {
        Assert.Equal(expected, Tokenizer.Normalize(text));
        Assert.Equal(expected, Tokenizer.Decode(Tokenizer.Encode(text)));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_become_replacement_characters()
    {
        var first = Tokenizer.Layout.FirstByteId;

        Assert.Equal("\ufffd", Tokenizer.Decode([first + 0xff]));
        Assert.Equal("\ufffda", Tokenizer.Decode([first + 0xe6, .. Tokenizer.Encode("a")])[..1] + "a");
        Assert.Equal("漢\ufffd", Tokenizer.Decode([.. Tokenizer.Encode("漢"), first + 0x80]));
    }

    [Fact]
    public void Special_tokens_and_ids_outside_the_vocabulary_add_no_text()
    {
        var sentence = "The baker buys some fresh apples.";

        Assert.Equal(sentence, Tokenizer.Decode([VocabularyLayout.BeginId, .. Tokenizer.EncodeSource(sentence, "en"), 0, 0, 1, -1, int.MaxValue]));
    }

    [Fact]
    public void A_source_is_framed_by_its_language_and_the_end()
    {
        var ids = Tokenizer.EncodeSource("I am hungry.", "en");

        Assert.Equal([Tokenizer.Layout.FirstLanguageId + 1, .. Tokenizer.Encode("I am hungry."), VocabularyLayout.EndId], ids);
        Assert.Equal(ids.Length - 2, Tokenizer.CountTokens("I am hungry."));
        Assert.Contains("de, en", Assert.Throws<ArgumentException>(() => Tokenizer.EncodeSource("I", "fr")).Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 2000)]
    public void Any_text_comes_back_up_to_normalisation(string? text) => AssertRoundTrip(text ?? "");

    [Property(MaxTest = 2000)]
    public void Any_code_points_come_back_up_to_normalisation(NonNegativeInt[] codePoints, byte planes)
    {
        var limit = (planes % 4) switch { 0 => 0x500, 1 => 0x10000, 2 => 0x20000, _ => 0x110000 };
        AssertRoundTrip(string.Concat(codePoints.Select(point => CharactersOf((int)(point.Get * 2654435761L % limit)))));
    }

    [Fact]
    public void Every_character_comes_back_alone_and_between_letters()
    {
        for (var codePoint = 0; codePoint < 0x30000; codePoint++)
        {
            AssertRoundTrip(CharactersOf(codePoint));
            AssertRoundTrip("a" + CharactersOf(codePoint) + "\u0308b");
        }
    }

    [Fact]
    public void Every_line_of_our_text_and_of_the_shared_text_comes_back()
    {
        var lines = TestFiles.Sentences.Concat(TestFiles.SharedTextFiles().SelectMany(TextLines.Read));

        Assert.True(lines.AsParallel().Count(IsRoundTrip) >= 480);
    }

    private static bool IsRoundTrip(string text)
    {
        AssertRoundTrip(text);
        return true;
    }

    private static void AssertRoundTrip(string text)
    {
        var normal = Tokenizer.Normalize(text);
        var ids = Tokenizer.Encode(text);
        Assert.Equal(normal, Tokenizer.Decode(ids));
        Assert.Equal(normal, Tokenizer.Normalize(normal));
        Assert.All(ids, id => Assert.InRange(id, VocabularyLayout.EndId + 1, Tokenizer.Layout.FirstLanguageId - 1));
    }

    private static string CharactersOf(int codePoint) => codePoint is >= 0xd800 and < 0xe000 ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);
}
