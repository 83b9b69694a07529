using TranslationService.Training.Data;

namespace TranslationService.Training.Tests.Data;

public sealed class BatchPlanTests
{
    private const int MaxTokens = 200;
    private static readonly SentencePair[] Pairs = RandomPairs(1000);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(7, 0)]
    public void Every_pair_is_in_one_batch_and_no_batch_is_over_budget_with_its_padding(int seed, int epoch)
    {
        var batches = BatchPlan.ForEpoch(Pairs, MaxTokens, seed, epoch);

        Assert.Equal(Enumerable.Range(0, Pairs.Length), batches.SelectMany(b => b).Order());
        Assert.All(batches, batch =>
        {
            Assert.True(batch.Length * batch.Max(i => Pairs[i].Source.Length) <= MaxTokens);
            Assert.True(batch.Length * batch.Max(i => Pairs[i].Target.Length) <= MaxTokens);
        });
    }

    [Fact]
    public void Batches_hold_sentences_of_about_one_length()
    {
        var batches = BatchPlan.ForEpoch(Pairs, MaxTokens, seed: 1, epoch: 0);

        var padded = batches.Sum(b => b.Length * b.Max(i => Pairs[i].Target.Length));
        Assert.True(padded <= 1.1 * Pairs.Sum(p => p.Target.Length), $"{padded} positions for {Pairs.Sum(p => p.Target.Length)} tokens");
    }

    [Fact]
    public void The_order_is_a_function_of_seed_and_epoch()
    {
        Assert.Equal(BatchPlan.ForEpoch(Pairs, MaxTokens, 3, 2), BatchPlan.ForEpoch(Pairs, MaxTokens, 3, 2));
        Assert.NotEqual(BatchPlan.ForEpoch(Pairs, MaxTokens, 3, 2), BatchPlan.ForEpoch(Pairs, MaxTokens, 3, 3));
        Assert.NotEqual(BatchPlan.ForEpoch(Pairs, MaxTokens, 3, 2), BatchPlan.ForEpoch(Pairs, MaxTokens, 4, 2));
    }

    [Fact]
    public void A_sentence_as_long_as_the_budget_is_a_batch_of_its_own()
    {
        var pairs = new[] { PairOf(3, 3), PairOf(50, 7), PairOf(3, 3) };

        Assert.Equal([[0, 2], [1]], BatchPlan.ForEpoch(pairs, 50, 1, 0).Select(b => b.Order().ToArray()).OrderBy(b => b[0]));
    }

    private static SentencePair[] RandomPairs(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => PairOf(random.Next(3, 40), random.Next(2, 40)))];
    }

    private static SentencePair PairOf(int source, int target) => new(new int[source], new int[target]);
}
