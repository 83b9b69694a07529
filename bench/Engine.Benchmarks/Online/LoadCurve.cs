namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>A policy's points at rising rates.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Points">By rate; the last is beyond what it can do.</param>
internal sealed record LoadCurve(string Policy, IReadOnlyList<LoadPoint> Points)
{
    // Below this share of what arrives, the rest only waits.
    private const double KeepsUp = 0.95;

    /// <summary>The most that it answered of any rate.</summary>
    public double Saturation => Points.Max(point => point.Throughput);

    /// <summary>Whether a rate was more than it could do.</summary>
    public static bool IsOverloaded(LoadPoint point) => point.Throughput < KeepsUp * point.Offered;

    /// <summary>
    /// The throughput at which the 95th percentile of latency reaches a limit: between the last rate that keeps it and the next, in the logarithm of the
    /// latency, which near saturation grows by multiples. Null where not even the lowest rate keeps it.
    /// </summary>
    public double? ThroughputAt(double p95)
    {
        var kept = Points.TakeWhile(point => point.P95 <= p95).Count();
        if (kept == 0)
        {
            return null;
        }

        var below = Points[kept - 1];
        if (kept == Points.Count)
        {
            return below.Throughput;
        }

        var above = Points[kept];
        var share = Math.Log(p95 / below.P95) / Math.Log(above.P95 / below.P95);
        return below.Throughput + (share * Math.Max(0, above.Throughput - below.Throughput));
    }
}
