using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>Fails on every request in the way that the test says.</summary>
internal sealed class FailingTranslator(ITranslator inner, Func<Exception> fail) : ITranslator
{
    /// <inheritdoc />
    public IReadOnlyList<ModelManifest> Manifests => inner.Manifests;

    /// <inheritdoc />
    public IReadOnlyList<LanguagePair> Directions => inner.Directions;

    /// <inheritdoc />
    public ProviderState ProviderState => inner.ProviderState;

    /// <inheritdoc />
    public Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken) => throw fail();
}
