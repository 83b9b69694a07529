using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests.Decoding;

public sealed class TopCandidatesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 8)]
    [InlineData(15, 2)]
    [InlineData(16, 16)]
    [InlineData(17, 5)]
    [InlineData(1000, 64)]
    [InlineData(8003, 10)]
    public void They_are_what_sorting_gives(int vocabulary, int k)
    {
        var random = new Random(vocabulary);
        for (var i = 0; i < 50; i++)
        {
            var row = Enumerable.Range(0, vocabulary)
                .Select(_ => random.Next(5) == 0 ? float.NegativeInfinity : i % 2 == 0 ? random.NextSingle() * 8 : random.Next(6))
                .ToArray();
            var (values, tokens) = (new float[k], new int[k]);

            TopCandidates.Select(row, values, tokens);

            var sorted = Enumerable.Range(0, vocabulary).Where(token => !float.IsNegativeInfinity(row[token])).OrderByDescending(token => row[token]).ThenBy(token => token).Take(k).ToList();
            Assert.Equal(sorted.Concat(Enumerable.Repeat(-1, k - sorted.Count)), tokens);
            Assert.Equal(sorted.Select(token => row[token]).Concat(Enumerable.Repeat(float.NegativeInfinity, k - sorted.Count)), values);
        }
    }

    [Theory]
    [InlineData(1, 1f)]
    [InlineData(7, 30f)]
    [InlineData(16, 3f)]
    [InlineData(8003, 10f)]
    [InlineData(32000, 80f)]
    public void The_log_of_the_sum_is_the_plain_one(int vocabulary, float spread)
    {
        var random = new Random(vocabulary);
        var row = Enumerable.Range(0, vocabulary).Select(_ => (random.NextSingle() - 0.5f) * spread).ToArray();

        double max = row.Max();
        var expected = max + Math.Log(row.Sum(x => Math.Exp(x - max)));

        Assert.Equal(expected, LogSumExp.Of(row), 2e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.True(LogSumExp.Of(row) >= max);
    }

    [Fact]
    public void A_logit_that_is_no_number_shows()
    {
        Assert.True(float.IsNaN(LogSumExp.Of([.. Enumerable.Repeat(1f, 20), float.NaN, .. Enumerable.Repeat(1f, 20)])));
        Assert.True(float.IsNaN(LogSumExp.Of([1f, float.NaN])));
    }
}
