using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Models;

/// <summary>A model that is served.</summary>
/// <param name="Folder">The folder that it was asked for by.</param>
/// <param name="Manifest">Its package's manifest.</param>
/// <param name="Provider">What really runs it: CUDA or the CPU.</param>
/// <param name="ProviderState">Whether that is what was meant.</param>
/// <param name="LoadedAt">When it was ready.</param>
/// <param name="Failure">Why what lies in the folder now does not replace it; null where it is what lies there.</param>
public sealed record ModelState(
    string Folder, ModelManifest Manifest, ExecutionProvider Provider, ProviderState ProviderState, DateTimeOffset LoadedAt, LoadFailure? Failure);
