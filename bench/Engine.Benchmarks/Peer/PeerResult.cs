using TranslationService.Engine.Benchmarks.Offline;

namespace TranslationService.Engine.Benchmarks.Peer;

/// <summary>A cell of both.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="PeerTokensPerSecond">The median of the other engine's runs, each from the median time of a batch.</param>
/// <param name="TokensPerSecond">The median of this engine's runs, likewise.</param>
internal sealed record PeerResult(OfflineCell Cell, double PeerTokensPerSecond, double TokensPerSecond)
{
    public double Ratio => TokensPerSecond / PeerTokensPerSecond;
}
