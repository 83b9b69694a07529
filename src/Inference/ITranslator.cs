using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference;

/// <summary>Translates texts with one model package or several. Safe to call from many threads: calls share decoder batches.</summary>
public interface ITranslator
{
    /// <summary>The packages that are served now.</summary>
    IReadOnlyList<ModelManifest> Manifests { get; }

    /// <summary>All directions of all of them; each stands once.</summary>
    IReadOnlyList<LanguagePair> Directions { get; }

    /// <summary>Whether the models run where they were meant to; of several models, what the worst of them says.</summary>
    ProviderState ProviderState { get; }

    /// <summary>Translates texts, each by its own options; the answers stand in the order of the requests.</summary>
    /// <exception cref="TranslationException">A request cannot be served; its kind says why. No request is served then.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken);
}
