namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>When sentences arrive: at random, each independent of the others, whether or not earlier ones have been answered.</summary>
internal static class PoissonArrivals
{
    /// <summary>The times of arrivals after the start, rising.</summary>
    /// <param name="perSecond">The mean rate.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides them.</param>
    public static TimeSpan[] Schedule(double perSecond, int count, int seed)
    {
        var random = new Random(seed);
        var schedule = new TimeSpan[count];
        var seconds = 0.0;
        for (var i = 0; i < count; i++)
        {
            // The waits of a Poisson process are exponential: the inverse of that distribution at a uniform draw, which is never 1.
            seconds += -Math.Log(1 - random.NextDouble()) / perSecond;
            schedule[i] = TimeSpan.FromSeconds(seconds);
        }

        return schedule;
    }
}
