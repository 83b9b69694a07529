using TranslationService.Engine.Benchmarks.Online;

namespace TranslationService.Engine.Benchmarks.Tests.Online;

public sealed class LoadCurveTests
{
    private static readonly LoadCurve Curve = new("policy", [Point(100, 10), Point(200, 20), Point(400, 80), Point(420, 640)]);

    [Theory]
    [InlineData(10, 100)]
    [InlineData(20, 200)]
    [InlineData(40, 300)] // Half way from 20 to 80 in the logarithm.
    [InlineData(80, 400)]
    [InlineData(160, 406.67)] // A third of the way from 80 to 640.
    [InlineData(5000, 420)]
    public void Throughput_at_a_limit_lies_between_the_rates_around_it(double p95, double expected) =>
        Assert.Equal(expected, Curve.ThroughputAt(p95)!.Value, 2);

    [Fact]
    public void A_limit_that_the_lowest_rate_breaks_has_no_throughput() => Assert.Null(Curve.ThroughputAt(9.9));

    [Fact]
    public void A_rate_that_breaks_the_limit_ends_the_search_even_if_a_higher_one_keeps_it_by_chance()
    {
        var curve = new LoadCurve("policy", [Point(100, 10), Point(200, 40), Point(300, 15)]);

        Assert.Equal(150, curve.ThroughputAt(20)!.Value, 9);
    }

    [Fact]
    public void A_policy_that_answers_less_under_overload_keeps_what_it_answered_before()
    {
        var curve = new LoadCurve("policy", [Point(100, 10), Point(60, 40)]);

        Assert.Equal(100, curve.ThroughputAt(20));
        Assert.Equal(100, curve.Saturation);
    }

    [Theory]
    [InlineData(96, false)]
    [InlineData(94, true)]
    public void A_rate_is_too_much_when_a_twentieth_of_it_is_left_waiting(double throughput, bool expected) =>
        Assert.Equal(expected, LoadCurve.IsOverloaded(new LoadPoint(100, throughput, 1, 1, 1)));

    private static LoadPoint Point(double throughput, double p95) => new(throughput, throughput, p95 / 2, p95, p95 * 2);
}
