using TranslationService.Inference.Text;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Inference.Tests.Text;

public sealed class TextAssemblyTests
{
    [Fact]
    public void Alternatives_combine_the_segments_hypotheses_rank_by_rank_without_repetition()
    {
        var translation = TextAssembly.Assemble(
            Lines("x", "y"), [Segment("x", ("a", -1f), ("b", -2f), ("a", -3f)), Segment("y", ("c", -1f), ("d", -4f))]);

        Assert.Equal("a\nc", translation.Text);
        Assert.Equal(["b\nd"], translation.Alternatives);
    }

    [Fact]
    public void A_segment_with_fewer_hypotheses_keeps_its_best_and_the_higher_sum_comes_first()
    {
        var translation = TextAssembly.Assemble(
            Lines("x", "y"), [Segment("x", ("a", -1f), ("b", -2f), ("e", -2.5f)), Segment("y", ("c", -1f), ("d", -4f))]);

        Assert.Equal(["e\nc", "b\nd"], translation.Alternatives);
    }

    [Fact]
    public void White_space_alone_comes_back_with_no_segments()
    {
        var translation = TextAssembly.Assemble(new SegmentedText { Segments = [], Separators = [" \n"] }, []);

        Assert.Equal(" \n", translation.Text);
        Assert.Empty(translation.Alternatives);
        Assert.Empty(translation.Segments);
    }

    private static SegmentedText Lines(string first, string second) => new() { Segments = [first, second], Separators = ["", "\n", ""] };

    private static SegmentTranslation Segment(string source, params (string Text, float Score)[] hypotheses) =>
        new(source, 3, [.. hypotheses.Select(hypothesis => new TranslationHypothesis(hypothesis.Text, 2, hypothesis.Score))]);
}
