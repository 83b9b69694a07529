using FsCheck.Xunit;
using TranslationService.Artifacts.Text;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Tokenization.Tests.Segmentation;

public sealed class SentenceSegmenterTests
{
    private const string Alphabet = "aB1. !?…\n\r\t\"”„)(\u00a0ÄzDr,漢";

    [Theory]
    [InlineData("en", "One. Two! Three? Four… Five", "One.|Two!|Three?|Four…|Five")]
    [InlineData("en", "He said: \"Go.\" Then he left.", "He said: \"Go.\"|Then he left.")]
    [InlineData("en", "\"Come in!\" she said. (Really?) Yes.", "\"Come in!\" she said.|(Really?)|Yes.")]
    [InlineData("en", "Dr. Who met Mr. and Mrs. Smith. They left.", "Dr. Who met Mr. and Mrs. Smith.|They left.")]
    [InlineData("en", "See e.g. Figure 3. It costs 3.50 euros at www.example.org. 2 of 3.", "See e.g. Figure 3.|It costs 3.50 euros at www.example.org.|2 of 3.")]
    [InlineData("en", "J. R. Smith lives in the U.S. Army base. We met at 5 p.m. He smiled.", "J. R. Smith lives in the U.S. Army base.|We met at 5 p.m.|He smiled.")]
    [InlineData("en", "What?! No... Yes", "What?!|No...|Yes")]
    [InlineData("en", "no capital. after the stop", "no capital. after the stop")]
    [InlineData("de", "Am 3. Mai kam Dr. Huber. Er blieb z. B. Äpfel essen, d. h. Obst.", "Am 3. Mai kam Dr. Huber.|Er blieb z. B. Äpfel essen, d. h. Obst.")]
    [InlineData("de", "Das war 1987. Danach kostete es 3,50 €. „Gut!“ „Ja.“ Ende.", "Das war 1987.|Danach kostete es 3,50 €.|„Gut!“|„Ja.“|Ende.")]
    [InlineData("de", "Vgl. bzw. ca. 5 Mio. Euro usw. Das reicht.", "Vgl. bzw. ca. 5 Mio. Euro usw.|Das reicht.")]
    [InlineData("de", "1. Erstens das\n2. Zweitens dies", "1. Erstens das|2. Zweitens dies")]
    [InlineData("fr", "Un. Deux ! Trois", "Un.|Deux !|Trois")]
    [InlineData("en", "", "")]
    [InlineData("en", " \n\t ", "")]
    public void Sentences_are_found(string language, string text, string expected)
    {
        var split = SentenceSegmenter.Split(text, language);

        Assert.Equal(expected, string.Join('|', split.Segments));
        Assert.Equal(text, split.Join(split.Segments));
    }

    [Fact]
    public void Paragraphs_blank_lines_and_indentation_stay_around_the_translations()
    {
        var split = SentenceSegmenter.Split("  Title\r\n\r\n\tFirst one.  Second one.\n - item\n", "en");

        Assert.Equal(["Title", "First one.", "Second one.", "- item"], split.Segments);
        Assert.Equal("  T\r\n\r\n\tA  B\n I\n", split.Join(["T", "A", "B", "I"]));
        Assert.Throws<ArgumentException>(() => split.Join(["T"]));
    }

    [Fact]
    public void A_long_run_of_terminators_is_read_once()
    {
        var text = new string('.', 2_000_000) + " End";

        Assert.Equal(2, SentenceSegmenter.Split(text, "en").Segments.Count);
    }

    [Fact]
    public void A_million_line_breaks_are_read_once()
    {
        var text = new string('\n', 1_000_000);

        var split = SentenceSegmenter.Split(text, "en");

        Assert.Empty(split.Segments);
        Assert.Equal(text, Assert.Single(split.Separators));
    }

    [Fact]
    public void White_space_before_many_ordinals_is_read_once()
    {
        var text = new string(' ', 1_000_000) + string.Concat(Enumerable.Repeat("1. ", 300_000));

        Assert.Single(SentenceSegmenter.Split(text, "de").Segments);
    }

    [Property(MaxTest = 1000)]
    public void No_character_is_lost(byte[] choices, string? any)
    {
        AssertWhole(string.Concat(choices.Select(choice => Alphabet[choice % Alphabet.Length])));
        AssertWhole(any ?? "");
    }

    [Fact]
    public void No_character_of_real_text_is_lost()
    {
        var lines = TestFiles.Sentences.Concat(TestFiles.SharedTextFiles().SelectMany(file => TextLines.Read(file).Take(1000)));

        AssertWhole(string.Join("\n", lines));
    }

    private static void AssertWhole(string text)
    {
        foreach (var language in (string[])["en", "de", "xx"])
        {
            var split = SentenceSegmenter.Split(text, language);
            Assert.Equal(text, split.Join(split.Segments));
            Assert.Equal(split.Segments.Count + 1, split.Separators.Count);
            Assert.All(split.Segments, segment => Assert.True(segment.Length > 0 && segment.Trim() == segment));
            Assert.All(split.Separators, separator => Assert.True(string.IsNullOrWhiteSpace(separator)));
        }
    }
}
