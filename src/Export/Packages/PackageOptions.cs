using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Packages;

/// <summary>What a package is to be.</summary>
public sealed record PackageOptions
{
    /// <summary>The number format of the large matrices.</summary>
    public required Precision Precision { get; init; }

    /// <summary>How the graphs lay out a batch. Default: ragged for fp32 and int8, padded for fp16; fp32 has both, the others no other.</summary>
    public GraphLayout? Layout { get; init; }

    /// <summary>The package's version, for people.</summary>
    public required string Version { get; init; }

    /// <summary>The layout asked for, or the precision's own.</summary>
    /// <exception cref="ArtifactException">The precision has no graphs of that layout.</exception>
    internal GraphLayout ChooseLayout() => (Precision, Layout) switch
    {
        (Precision.Fp16, GraphLayout.Ragged) => throw new ArtifactException(
            "fp16 has padded graphs only: the ragged ones compute in fp32 on the CPU; leave the layout out, or ask for fp32 or int8"),
        (Precision.Int8, GraphLayout.Padded) => throw new ArtifactException(
            "int8 has ragged graphs only: it is for the CPU, and padded graphs are for CUDA; leave the layout out, or ask for fp16 or fp32"),
        (Precision.Fp16, null) => GraphLayout.Padded,
        (_, null) => GraphLayout.Ragged,
        (_, { } layout) => layout,
    };
}
