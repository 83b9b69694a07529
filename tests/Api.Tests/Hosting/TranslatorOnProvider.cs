using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>Translates, and says of its provider what the test says.</summary>
internal sealed class TranslatorOnProvider(ITranslator inner, Func<ProviderState> state) : ITranslator
{
    /// <inheritdoc />
    public IReadOnlyList<ModelManifest> Manifests => inner.Manifests;

    /// <inheritdoc />
    public IReadOnlyList<LanguagePair> Directions => inner.Directions;

    /// <inheritdoc />
    public ProviderState ProviderState => state();

    /// <inheritdoc />
    public Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken) =>
        inner.TranslateAsync(requests, cancellationToken);
}
