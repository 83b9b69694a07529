using FsCheck;
using FsCheck.Xunit;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Tokenization.Tests.Segmentation;

public sealed class SegmentSplitterTests
{
    private const string Alphabet = "ab ,;c–\u00a0\u0308👩\u200d字. )";

    [Fact]
    public void A_segment_that_fits_stays_whole()
    {
        var text = SentenceSegmenter.Split(" One, two. Three. ", "en");

        var split = Split(Limited(maxTokens: 2), text);

        Assert.Equal(text.Segments, split.Segments);
        Assert.Equal(text.Separators, split.Separators);
    }

    [Theory]
    [InlineData(4, "one two, three four five", "one two,|three four five")]
    [InlineData(3, "one two three four five", "one two three|four five")]
    [InlineData(5, "a, one two three four five", "a, one two three four|five")]
    [InlineData(1, "one   two", "one|two")]
    public void It_is_cut_after_a_clause_else_at_a_space(int maxTokens, string segment, string expected) =>
        Assert.Equal(expected, string.Join('|', Split(Limited(maxTokens), SentenceSegmenter.Split(segment, "en")).Segments));

    [Fact]
    public void A_text_without_spaces_is_cut_between_text_elements()
    {
        var family = "👩‍👩‍👧‍👦";
        var splitter = Characters(maxTokens: 2 * family.Length);

        var split = Split(splitter, SentenceSegmenter.Split(string.Concat(Enumerable.Repeat(family, 5)), "en"));

        Assert.Equal([family + family, family + family, family], split.Segments);
    }

    [Fact]
    public void One_element_that_is_too_long_is_cut_between_code_points()
    {
        var element = "e" + new string('\u0301', 9);

        var split = Split(Characters(maxTokens: 4), SentenceSegmenter.Split(element, "en"));

        Assert.Equal([4, 4, 2], split.Segments.Select(segment => segment.Length));
    }

    [Fact]
    public void A_limit_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Limited(0));

    [Fact]
    public void A_very_long_text_is_cut_in_one_pass()
    {
        var text = SentenceSegmenter.Split(string.Concat(Enumerable.Repeat("the baker sees the old sailor and ", 10_000)), "en");

        var split = Split(new SegmentSplitter(TestFiles.Tokenizer.Encode, maxTokens: 100), text);

        Assert.Equal(text.Join(text.Segments), split.Join(split.Segments));
        Assert.All(split.Segments, segment => Assert.InRange(TestFiles.Tokenizer.CountTokens(segment), 1, 100));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("🎉")]
    [InlineData("\ufdfa")] // unfolds into 18 characters
    [InlineData("\u0301")]
    [InlineData("👩\u200d")]
    [InlineData("a, ")]
    [InlineData("ab cdefghijklmnopqrstuvwxyz")]
    [InlineData("字 ")]
    public void Each_character_is_looked_at_a_few_times_however_long_the_text(string unit)
    {
        const int units = 5_000;
        var text = "x" + string.Concat(Enumerable.Repeat(unit, units)) + "x";
        var encoded = 0L;
        var splitter = new SegmentSplitter(
            part =>
            {
                encoded += part.Length;
                return TestFiles.Tokenizer.Encode(part);
            },
            maxTokens: 100);

        var parts = splitter.Split(text).ToList();

        Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
        Assert.InRange(encoded, 0, 16L * text.Length);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("  7", true)]
    [InlineData("…字", true)]
    [InlineData("𝒜", true)]
    [InlineData("", false)]
    [InlineData("?! … — “”", false)]
    [InlineData("🎉👩‍👩‍👧‍👦★\0\u0301\u200f", false)]
    public void Words_have_a_letter_or_a_digit(string text, bool expected) => Assert.Equal(expected, Words.AreIn(text));

    [Property(MaxTest = 1000)]
    public void No_character_is_lost_and_every_part_fits(byte[] choices, PositiveInt limit)
    {
        var text = SentenceSegmenter.Split(string.Concat(choices.Select(choice => Alphabet[choice % Alphabet.Length])), "en");
        // A character has at most four bytes, and a part may begin with the piece of a lone space: what has room for five tokens can be cut to fit.
        var maxTokens = 5 + (limit.Get % 20);

        var split = Split(new SegmentSplitter(TestFiles.Tokenizer.Encode, maxTokens), text);

        Assert.Equal(text.Join(text.Segments), split.Join(split.Segments));
        Assert.All(split.Segments, segment => Assert.InRange(TestFiles.Tokenizer.CountTokens(segment), 0, maxTokens));
        Assert.All(split.Segments, segment => Assert.True(segment.Length > 0 && segment.Trim() == segment));
    }

    private static SegmentedText Split(SegmentSplitter splitter, SegmentedText text)
    {
        var collector = new SegmentCollector();
        for (var i = 0; i < text.Segments.Count; i++)
        {
            collector.AddSpace(text.Separators[i]);
            foreach (var part in splitter.Split(text.Segments[i]))
            {
                collector.Add(part.Text);
            }
        }

        collector.AddSpace(text.Separators[^1]);
        return collector.ToText();
    }

    // A token a word.
    private static SegmentSplitter Limited(int maxTokens) => new(text => new int[text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length], maxTokens);

    private static SegmentSplitter Characters(int maxTokens) => new(text => new int[text.Length], maxTokens);
}
