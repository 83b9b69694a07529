namespace TranslationService.Artifacts.Checkpoints;

/// <summary>
/// What the TorchSharp model said about some sentences, in fp32 and with no dropout. An exporter runs its graphs on the same sentences
/// and proves itself against these, with no libtorch at hand.
/// </summary>
/// <param name="Probes">The sentences.</param>
public sealed record ProbeSet(IReadOnlyList<Probe> Probes);
