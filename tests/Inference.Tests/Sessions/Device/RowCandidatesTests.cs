using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions.Device;

namespace TranslationService.Inference.Tests.Sessions.Device;

public sealed class RowCandidatesTests
{
    private static readonly float[] LogProbabilities = [-1, -2, -3];
    private static readonly long[] Tokens = [9, VocabularyLayout.EndId, 7];

    [Fact]
    public void A_row_that_may_end_has_the_best_as_they_come() => AssertWritten(new TargetPosition(2, 1, 10), [-1, -2], [9, VocabularyLayout.EndId]);

    [Fact]
    public void A_row_that_may_not_end_passes_over_the_end() => AssertWritten(new TargetPosition(0, 1, 10), [-1, -3], [9, 7]);

    [Fact]
    public void A_row_that_must_end_has_nothing_else() => AssertWritten(new TargetPosition(9, 1, 10), [-5, float.NegativeInfinity], [VocabularyLayout.EndId, -1]);

    [Fact]
    public void The_limit_goes_before_the_minimum() => AssertWritten(new TargetPosition(9, 20, 10), [-5, float.NegativeInfinity], [VocabularyLayout.EndId, -1]);

    [Fact]
    public void Where_the_vocabulary_has_no_more_there_is_none() =>
        AssertWritten(new TargetPosition(0, 1, 10), [-1, -3, float.NegativeInfinity, float.NegativeInfinity], [9, 7, -1, -1]);

    private static void AssertWritten(TargetPosition position, float[] expectedValues, int[] expectedTokens)
    {
        var (values, tokens) = (new float[expectedValues.Length], new int[expectedValues.Length]);

        new RowCandidates(LogProbabilities, Tokens, end: -5).Write(position, values, tokens);

        Assert.Equal(expectedValues, values);
        Assert.Equal(expectedTokens, tokens);
    }
}
