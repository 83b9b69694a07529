using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Tests.Batching;

public sealed class BatchBudgetTests
{
    [Fact]
    public void The_sentence_that_has_waited_longest_is_in_the_batch_and_its_nearest_in_length_follow()
    {
        var waiting = new[] { 20, 5, 22, 60, 19, 23 }.Select(length => Jobs.Of(length)).ToList();

        Assert.Equal([0, 4, 2, 5], new BatchBudget(16, 4096).Choose(waiting, 100));
    }

    [Fact]
    public void Sentences_of_other_beam_sizes_wait_for_the_next_batch()
    {
        List<SentenceJob> waiting = [Jobs.Of(5, beam: 2), Jobs.Of(5, beam: 4), Jobs.Of(9, beam: 2)];

        Assert.Equal([0, 2], new BatchBudget(128, 4096).Choose(waiting, 100));
    }

    [Fact]
    public void No_batch_exceeds_rows_tokens_or_the_share_of_the_worker()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var budget = new BatchBudget(random.Next(32, 200), random.Next(64, 600));
            var share = random.Next(1, 20);
            var waiting = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Jobs.Of(random.Next(1, 65), random.Next(1, 4))).ToList();

            var batch = budget.Choose(waiting, share).Select(index => waiting[index]).ToList();

            Assert.Same(waiting[0], batch[0]);
            Assert.Equal(batch.Count, batch.Distinct().Count());
            Assert.InRange(batch.Count, 1, share);
            Assert.InRange(batch.Sum(job => job.BeamSize), 1, budget.MaxRows);
            Assert.InRange(batch.Count * batch.Max(job => job.SourceTokens), 1, budget.MaxTokens);
        }
    }
}
