using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Packages;

/// <summary>What a package is to be.</summary>
public sealed record PackageOptions
{
    /// <summary>The number format of the large matrices.</summary>
    public required Precision Precision { get; init; }

    /// <summary>How the graphs lay out a batch. Default: what the engine runs for now, <see cref="GraphLayout.Padded"/>.</summary>
    public GraphLayout? Layout { get; init; }

    /// <summary>The package's version, for people.</summary>
    public required string Version { get; init; }

    /// <summary>The layout asked for, or the precision's own.</summary>
    /// <exception cref="ArtifactException">The precision has no graphs of that layout.</exception>
    internal GraphLayout ChooseLayout() => (Precision, Layout) switch
    {
        (Precision.Fp16, GraphLayout.Ragged) => throw new ArtifactException(
            "an fp16 package has the padded layout only: the operators of the ragged one compute in fp32 on the CPU; leave the layout out, or ask for fp32 or int8"),
        (_, null) => GraphLayout.Padded,
        (_, { } layout) => layout,
    };
}
