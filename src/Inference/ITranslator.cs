using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference;

/// <summary>Translates texts with one model package. Safe to call from many threads: calls share decoder batches.</summary>
public interface ITranslator
{
    /// <summary>The package that is served.</summary>
    ModelManifest Manifest { get; }

    /// <summary>Translates texts, each by its own options; the answers stand in the order of the requests.</summary>
    /// <exception cref="TranslationException">A request cannot be served; its kind says why. No request is served then.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken);
}
