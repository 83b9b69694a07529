using TranslationService.Engine.Benchmarks.Offline;

namespace TranslationService.Engine.Benchmarks.Peer;

/// <summary>A cell of both engines.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Peer">The other engine: the medians of its runs.</param>
/// <param name="Ours">This engine, likewise.</param>
internal sealed record PeerResult(OfflineCell Cell, PeerRun Peer, PeerRun Ours)
{
    /// <summary>Ours over the other's tokens a second; the goal is 1.5.</summary>
    public double Ratio => Ours.TokensPerSecond / Peer.TokensPerSecond;

    /// <summary>The other's processor time of a batch over ours: the same ratio, less disturbed by what else runs on the machine.</summary>
    public double ProcessorRatio => Peer.ProcessorMs / Ours.ProcessorMs;
}
