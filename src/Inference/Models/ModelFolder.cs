namespace TranslationService.Inference.Models;

/// <summary>A folder that packages are loaded from, the model that serves it, and what became of the last try. One writer; anybody reads.</summary>
internal sealed class ModelFolder(string path, ServedModel model)
{
    private volatile ServedModel _model = model;
    private volatile LoadFailure? _failure;

    public string Path => path;

    public ServedModel Model => _model;

    /// <summary>What it held when it was last tried; only the writer's.</summary>
    public PackageFingerprint Tried { get; private set; } = model.Fingerprint;

    public ModelState State => new(path, _model.Manifest, _model.Translator.Provider, _model.Translator.ProviderState, _model.LoadedAt, _failure);

    /// <summary>A replacement is ready. Returns what it replaces.</summary>
    public ServedModel Replace(ServedModel replacement)
    {
        var old = _model;
        _model = replacement;
        Tried = replacement.Fingerprint;
        _failure = null;
        return old;
    }

    /// <summary>A try failed.</summary>
    public void Refuse(PackageFingerprint tried, LoadFailure failure)
    {
        Tried = tried;
        _failure = failure;
    }

    /// <summary>What is served lies there again.</summary>
    public void Restore(PackageFingerprint seen)
    {
        Tried = seen;
        _failure = null;
    }
}
