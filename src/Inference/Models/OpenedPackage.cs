using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Models;

/// <summary>A package whose files are sound, not loaded yet.</summary>
/// <param name="Package">The package, by its real folder.</param>
/// <param name="Fingerprint">What that folder held before it was read.</param>
internal sealed record OpenedPackage(ModelPackage Package, PackageFingerprint Fingerprint);
