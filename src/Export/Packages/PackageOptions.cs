using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Packages;

/// <summary>What a package is to be.</summary>
public sealed record PackageOptions
{
    /// <summary>The number format of the large matrices.</summary>
    public required Precision Precision { get; init; }

    /// <summary>The package's version, for people.</summary>
    public required string Version { get; init; }
}
