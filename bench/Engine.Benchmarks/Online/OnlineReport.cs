using TranslationService.Engine.Benchmarks.Machine;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>Sentences that come one by one.</summary>
/// <param name="Conditions">When and on what code.</param>
/// <param name="Sentences">Where they come from.</param>
/// <param name="BeamSize">Of every search.</param>
/// <param name="Workers">Of every policy.</param>
/// <param name="Curves">Continuous batching first.</param>
/// <param name="LoneP50">The median latency in milliseconds of a sentence that has the engine for itself.</param>
/// <param name="LowLoad">The same sentences in continuous batching, arriving so seldom that one worker would be busy a fifth of its time.</param>
internal sealed record OnlineReport(
    Conditions Conditions, string Sentences, int BeamSize, int Workers, IReadOnlyList<LoadCurve> Curves, double LoneP50, LoadPoint LowLoad)
{
    private static readonly double[] LatencyLimits = [10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000];

    /// <summary>What each policy answers a second, at limits of the 95th percentile that all of them can keep.</summary>
    public IEnumerable<EqualLatency> AtEqualP95() =>
        from limit in LatencyLimits
        let throughputs = Curves.Select(curve => curve.ThroughputAt(limit)).ToList()
        where throughputs.TrueForAll(throughput => throughput is not null)
        select new EqualLatency(limit, [.. throughputs.Select(throughput => throughput!.Value)]);
}
