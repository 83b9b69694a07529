namespace TranslationService.Engine.Benchmarks.Measuring;

/// <summary>What is said of a series of measurements.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    /// <summary>The percentile of a sample, between the two nearest ranks where it falls between them.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Percentile(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            throw new BenchmarkException("nothing was measured");
        }

        var rank = percent / 100 * (sorted.Length - 1);
        var (below, share) = ((int)rank, rank - (int)rank);
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (share * (sorted[below + 1] - sorted[below]));
    }
}
