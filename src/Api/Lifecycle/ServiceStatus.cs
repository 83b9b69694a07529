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

    /// <summary>The translator; it goes on translating while the service drains.</summary>
    /// <exception cref="NotReadyException">The model is not loaded.</exception>
    public ITranslator Translator => _translator ?? throw new NotReadyException();

    /// <summary>The model's name; null until it is loaded.</summary>
    public string? ModelName => _translator?.Manifest.Name;

    /// <summary>The directions that the model translates; null until it is loaded.</summary>
    public IReadOnlyList<LanguagePair>? Directions => _translator?.Manifest.Directions;

    /// <summary>The model is loaded and warm.</summary>
    public void BecomeReady(ITranslator translator)
    {
        lock (_lock)
        {
            _translator = translator;
            MoveFrom(ServicePhase.Loading, ServicePhase.Ready);
        }
    }

    /// <summary>The model cannot be loaded.</summary>
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
