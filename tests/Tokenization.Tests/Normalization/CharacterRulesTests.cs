using System.Text;
using TranslationService.Tokenization.Normalization;
using TranslationService.Tokenization.SentencePiece;

namespace TranslationService.Tokenization.Tests.Normalization;

public sealed class CharacterRulesTests
{
    private static readonly CharacterRules Rules = new(SentencePieceModel.Parse(File.ReadAllBytes(TestFiles.Model)).CharacterRules);

    [Theory]
    [InlineData("ﬁn", 3, "fi")]
    [InlineData("o\u0308x", 3, "ö")]
    [InlineData("\u0001x", 1, "")]
    [InlineData("\u00a0x", 2, " ")]
    [InlineData("xyz", 0, "")]
    [InlineData("\0", 0, "")]
    public void The_longest_rule_is_taken(string text, int expectedBytes, string expected)
    {
        var bytes = Rules.Match(Encoding.UTF8.GetBytes(text), out var replacement);

        Assert.Equal(expectedBytes, bytes);
        Assert.Equal(expected, Encoding.UTF8.GetString(replacement));
    }

    [Fact]
    public void Characters_below_the_combining_marks_have_no_rules_together()
    {
        // TextNormalizer looks at such characters one by one.
        for (var first = '\0'; first < '\u0300'; first++)
        {
            var alone = Rules.Match(Encoding.UTF8.GetBytes([first]), out _);
            for (var second = '\0'; second < '\u0300'; second++)
            {
                Assert.Equal(alone, Rules.Match(Encoding.UTF8.GetBytes([first, second]), out _));
            }
        }
    }

    [Fact]
    public void A_model_without_rules_changes_white_space_only()
    {
        var normalizer = new TextNormalizer(new CharacterRules([]));

        Assert.Equal("ﬁ ①", normalizer.Normalize("  ﬁ  ① "));
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 0, 0, 0, 1, 2, 3, 0 })]
    [InlineData(new byte[] { 4, 0, 0, 0, 1, 2, 3, 4, 65 })]
    public void Broken_rules_are_refused(byte[] blob) => Assert.Throws<InvalidDataException>(() => new CharacterRules(blob));
}
