using TranslationService.Export.Packages;
using TranslationService.Export.Verification;

namespace TranslationService.Export.Commands;

/// <summary>What <c>export</c> was asked for.</summary>
/// <param name="Checkpoint">The checkpoint's folder.</param>
/// <param name="Output">The package's folder, to be made.</param>
/// <param name="Options">What the package is to be.</param>
/// <param name="Validation">What BLEU is measured on; none is measured where it is absent.</param>
internal sealed record ExportRequest(string Checkpoint, string Output, PackageOptions Options, ValidationSet? Validation)
{
    /// <summary>Whether a checkpoint that has no probes may be exported, although nothing proves its graphs then.</summary>
    public bool AllowUnverified { get; init; }
}
