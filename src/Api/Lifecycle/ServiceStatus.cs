using TranslationService.Api.Errors;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference;

namespace TranslationService.Api.Lifecycle;

/// <summary>Where the service is in its life, and its translator once there is one. Safe to use from many threads.</summary>
internal sealed class ServiceStatus
{
    private readonly Lock _lock = new();
    private volatile ITranslator? _translator;
    private volatile ServicePhase _phase = ServicePhase.Loading;

    /// <summary>The phase.</summary>
    public ServicePhase Phase => _phase;

    /// <summary>Whether requests should come: the models are loaded, none fails on its GPU, and the service does not stop.</summary>
    public bool IsReady => Phase == ServicePhase.Ready && _translator?.ProviderState is not ProviderState.Failing;

    /// <summary>The translator; it goes on translating while the service drains.</summary>
    /// <exception cref="NotReadyException">The models are not loaded.</exception>
    public ITranslator Translator => _translator ?? throw new NotReadyException();

    /// <summary>The directions that the models translate; null until they are loaded.</summary>
    public IReadOnlyList<LanguagePair>? Directions => _translator?.Directions;

    /// <summary>
    /// The name of the model that serves a direction. Null where none does, and until they are loaded; where the direction is not known, the only model's if there is one.
    /// </summary>
    public string? ModelNameFor(LanguagePair? direction) => _translator?.Manifests switch
    {
        [var only] => only.Name,
        { } several when direction is not null => several.FirstOrDefault(model => model.Directions.Contains(direction))?.Name,
        _ => null,
    };

    /// <summary>The models are loaded and warm.</summary>
    public void BecomeReady(ITranslator translator)
    {
        lock (_lock)
        {
            _translator = translator;
            MoveFrom(ServicePhase.Loading, ServicePhase.Ready);
        }
    }

    /// <summary>A model cannot be loaded.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            MoveFrom(ServicePhase.Loading, ServicePhase.Failed);
        }
    }

    /// <summary>The service was told to stop. Returns the phase that ends with this.</summary>
    public ServicePhase BeginDrain()
    {
        lock (_lock)
        {
            var before = _phase;
            _phase = before == ServicePhase.Failed ? before : ServicePhase.Draining;
            return before;
        }
    }

    // A stop that came first stands.
    private void MoveFrom(ServicePhase from, ServicePhase to) => _phase = _phase == from ? to : _phase;
}
