using TranslationService.Engine.Benchmarks.Machine;

namespace TranslationService.Engine.Benchmarks.Peer;

/// <summary>Another engine beside this one.</summary>
/// <param name="Conditions">When and on what code.</param>
/// <param name="Name">What the other engine is called.</param>
/// <param name="Cells">In the order of the tables.</param>
internal sealed record PeerReport(Conditions Conditions, string Name, IReadOnlyList<PeerResult> Cells);
