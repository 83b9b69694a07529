using TranslationService.Engine.Benchmarks.Measuring;

namespace TranslationService.Engine.Benchmarks.Tests.Measuring;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 2)]
    [InlineData(50, 3)]
    [InlineData(90, 4.6)]
    [InlineData(100, 5)]
    public void A_percentile_lies_between_the_nearest_ranks(double percent, double expected) =>
        Assert.Equal(expected, Statistics.Percentile([5, 1, 4, 2, 3], percent), 9);

    [Fact]
    public void The_median_of_an_even_number_is_the_middle_of_the_two_in_the_middle() => Assert.Equal(2.5, Statistics.Median([4, 1, 2, 3]));

    [Fact]
    public void One_value_is_every_percentile_of_itself() =>
        Assert.All(new double[] { 0, 50, 99, 100 }, percent => Assert.Equal(7, Statistics.Percentile([7], percent)));

    [Fact]
    public void Nothing_measured_is_an_error_and_no_number() => Assert.Throws<BenchmarkException>(() => Statistics.Median([]));
}
