namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>Throughputs at one limit of latency.</summary>
/// <param name="P95">The limit in milliseconds.</param>
/// <param name="Throughputs">[curve] sentences a second.</param>
internal sealed record EqualLatency(double P95, IReadOnlyList<double> Throughputs)
{
    /// <summary>Continuous batching over another curve.</summary>
    public double RatioTo(int curve) => Throughputs[0] / Throughputs[curve];
}
