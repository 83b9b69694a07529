using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>Holds requests back until the test opens the gate; then the real translator translates.</summary>
internal sealed class GatedTranslator(ITranslator inner) : ITranslator
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a request waits at the gate.</summary>
    public Task Entered => _entered.Task;

    /// <summary>Done when a waiting request was cancelled.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <inheritdoc />
    public IReadOnlyList<ModelManifest> Manifests => inner.Manifests;

    /// <inheritdoc />
    public IReadOnlyList<LanguagePair> Directions => inner.Directions;

    /// <inheritdoc />
    public ProviderState ProviderState => inner.ProviderState;

    /// <summary>Lets all requests through.</summary>
    public void Open() => _gate.SetResult();

    /// <inheritdoc />
    public async Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }

        return await inner.TranslateAsync(requests, cancellationToken);
    }
}
