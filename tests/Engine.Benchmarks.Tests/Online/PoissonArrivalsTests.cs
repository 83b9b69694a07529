using TranslationService.Engine.Benchmarks.Online;

namespace TranslationService.Engine.Benchmarks.Tests.Online;

public sealed class PoissonArrivalsTests
{
    private const double PerSecond = 200;

    private static readonly TimeSpan[] Schedule = PoissonArrivals.Schedule(PerSecond, 20_000, seed: 1);

    private static readonly double[] Waits = [.. Schedule.Zip(Schedule.Skip(1), (a, b) => (b - a).TotalSeconds)];

    [Fact]
    public void Arrivals_rise() => Assert.All(Waits, wait => Assert.True(wait >= 0));

    [Fact]
    public void The_mean_rate_is_the_one_asked_for() => Assert.InRange(Schedule.Length / Schedule[^1].TotalSeconds, 0.97 * PerSecond, 1.03 * PerSecond);

    [Fact]
    public void Waits_are_exponential_so_that_their_deviation_is_their_mean_and_a_share_of_1_over_e_is_longer()
    {
        var mean = Waits.Average();
        var deviation = Math.Sqrt(Waits.Average(wait => (wait - mean) * (wait - mean)));

        Assert.InRange(deviation / mean, 0.97, 1.03);
        Assert.InRange(Waits.Count(wait => wait > mean) / (double)Waits.Length, 0.97 / Math.E, 1.03 / Math.E);
    }

    [Fact]
    public void A_seed_gives_the_same_arrivals_again_and_another_seed_gives_others()
    {
        Assert.Equal(Schedule, PoissonArrivals.Schedule(PerSecond, Schedule.Length, seed: 1));
        Assert.NotEqual(Schedule, PoissonArrivals.Schedule(PerSecond, Schedule.Length, seed: 2));
    }
}
