using TranslationService.Engine.Benchmarks.Measuring;

namespace TranslationService.Engine.Benchmarks.Peer;

/// <summary>What an engine did in a cell.</summary>
/// <param name="TokensPerSecond">From the median time of a batch.</param>
/// <param name="ProcessorMs">Processor time of a batch.</param>
internal sealed record PeerRun(double TokensPerSecond, double ProcessorMs)
{
    /// <summary>The medians of several runs.</summary>
    public static PeerRun MedianOf(IReadOnlyList<PeerRun> runs) =>
        new(Statistics.Median(runs.Select(run => run.TokensPerSecond)), Statistics.Median(runs.Select(run => run.ProcessorMs)));
}
