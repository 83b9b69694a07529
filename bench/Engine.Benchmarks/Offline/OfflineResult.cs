namespace TranslationService.Engine.Benchmarks.Offline;

/// <summary>What was measured of a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="TokensPerSecond">Target tokens, the end token counted, of all workers together: from the median time of a batch.</param>
/// <param name="SentencesPerSecond">The same in sentences.</param>
/// <param name="LatencyMs">The median time of a batch, which is how long each of its sentences waits.</param>
/// <param name="FastestMs">The fastest batch.</param>
/// <param name="Batches">How many were timed.</param>
/// <param name="ProcessorMs">Processor time of a batch, which says more than the others when something else ran on the machine.</param>
/// <param name="BusyShare">Processor time over workers × wall time; below 0.97 something else ran on the machine.</param>
/// <param name="PeakMiB">The most that the process had resident, from its start to the end of the warm-up: runtime, loading, weights, batches.</param>
/// <param name="ResidentMiB">What was resident after the warm-up.</param>
/// <param name="PartsMs">The median time of what the batch cannot do without: the encoder and the decoder steps alone. Random weights only.</param>
internal sealed record OfflineResult(
    OfflineCell Cell,
    double TokensPerSecond,
    double SentencesPerSecond,
    double LatencyMs,
    double FastestMs,
    int Batches,
    double ProcessorMs,
    double BusyShare,
    double PeakMiB,
    double ResidentMiB,
    double? PartsMs)
{
    /// <summary>The whole's tokens a second over the parts'; the goal is 0.85.</summary>
    public double? ShareOfParts => PartsMs / LatencyMs;
}
