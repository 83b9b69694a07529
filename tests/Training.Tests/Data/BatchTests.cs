using TranslationService.Training.Data;

namespace TranslationService.Training.Tests.Data;

public sealed class BatchTests
{
    [Fact]
    public void The_decoder_reads_begin_and_the_target_and_answers_with_the_target_and_end()
    {
        SentencePair[] pairs = [new([9, 10, 3], [20, 21, 3]), new([9, 3], [22, 3])];

        var batch = Batch.Of(pairs, [1, 0]);

        Assert.Equal([2, 3], batch.Source.shape);
        Assert.Equal([9L, 3, 0, 9, 10, 3], batch.Source.data<long>().ToArray());
        Assert.Equal([2L, 22, 0, 2, 20, 21], batch.TargetInputs.data<long>().ToArray());
        Assert.Equal([22L, 3, 0, 20, 21, 3], batch.TargetOutputs.data<long>().ToArray());
        Assert.Equal(5, batch.TargetTokens);
    }
}
