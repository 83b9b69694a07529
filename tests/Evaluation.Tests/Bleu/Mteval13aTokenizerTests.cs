using TranslationService.Evaluation.Bleu;

namespace TranslationService.Evaluation.Tests.Bleu;

/// <summary>The expected words are what sacreBLEU 2.6.0's Tokenizer13a gives.</summary>
public sealed class Mteval13aTokenizerTests
{
    [Theory]
    [InlineData("Hello, world.", "Hello , world .")]
    [InlineData("don't \"quote\" (me) [or] {her}", "don't \" quote \" ( me ) [ or ] { her }")]
    [InlineData("a/b $5 50% #1 @x a_b ^ ~ `c`", "a / b $ 5 50 % # 1 @ x a _ b ^ ~ ` c `")]
    [InlineData("U.S. and ...", "U . S . and . . .")]
    public void Ascii_punctuation_parts_from_words_and_an_apostrophe_does_not(string text, string words) => AssertWords(words, text);

    [Theory]
    [InlineData("It cost 1,000.50 in 2,5 days.", "It cost 1,000.50 in 2,5 days .")]
    [InlineData("Version 3. Then .5 and 3.", "Version 3 . Then . 5 and 3 .")]
    [InlineData("1..2 1.-2", "1 . . 2 1 . -2")]
    [InlineData("٣.٤", "٣ . ٤")] // only ASCII digits are digits
    public void Periods_and_commas_stay_between_digits(string text, string words) => AssertWords(words, text);

    [Theory]
    [InlineData("9-10 is a twenty-one", "9 - 10 is a twenty-one")]
    [InlineData("A-B 5-x", "A-B 5 - x")]
    public void A_dash_parts_only_after_a_digit(string text, string words) => AssertWords(words, text);

    [Theory]
    [InlineData("He said &quot;no&quot; &amp; left", "He said \" no \" & left")]
    [InlineData("&amp;lt;b&gt;", "< b >")]
    public void Four_entities_are_resolved_one_after_the_other(string text, string words) => AssertWords(words, text);

    [Fact]
    public void A_hyphen_at_a_line_end_joins_and_other_line_ends_are_spaces() =>
        AssertWords("a wellknown fact here", "a well-\nknown fact\nhere");

    [Theory]
    [InlineData("<skipped>Here", "Here")]
    [InlineData("„Ja“, sagte er…", "„Ja“ , sagte er…")]
    [InlineData("a\u00a0b\u2009c\u001cd", "a b c d")]
    [InlineData("x😀.y", "x😀 . y")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    public void Other_text_is_cut_at_white_space_alone(string text, string words) => AssertWords(words, text);

    private static void AssertWords(string expected, string text) => Assert.Equal(expected, string.Join(' ', Mteval13aTokenizer.Tokenize(text)));
}
