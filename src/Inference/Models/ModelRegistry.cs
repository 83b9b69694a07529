using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Models;

/// <summary>
/// The models of a process: one engine a package, each request to the model of its direction. A package that changes in its folder replaces its model while
/// requests run: new requests go to the new one as soon as it is warm, those under way end on the old one, which is then freed.
/// </summary>
public sealed class ModelRegistry : ITranslator, IAsyncDisposable
{
    private readonly PackageLoader _loader;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lazy<Task> _disposal;

    // One load at a time: each holds a second copy of a model's weights.
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly RetiringModels _retiring;
    private volatile IReadOnlyList<ModelFolder> _folders = [];
    private volatile ModelRoutes _routes = ModelRoutes.None;

    /// <param name="options">How every engine runs.</param>
    /// <param name="logger">For the registry, the engines and ONNX Runtime's own messages.</param>
    /// <param name="clock">Default: the system's.</param>
    public ModelRegistry(EngineOptions options, ILogger logger, TimeProvider? clock = null)
    {
        _logger = logger;
        _clock = clock ?? TimeProvider.System;
        _loader = new PackageLoader(options, logger, _clock);
        _retiring = new RetiringModels(logger);
        _disposal = new Lazy<Task>(DisposeOnceAsync);
    }

    /// <summary>The models, in the order of their folders.</summary>
    public IReadOnlyList<ModelState> Models => [.. _folders.Select(folder => folder.State)];

    /// <inheritdoc/>
    public IReadOnlyList<ModelManifest> Manifests => _routes.Manifests;

    /// <inheritdoc/>
    public IReadOnlyList<LanguagePair> Directions => _routes.Directions;

    /// <inheritdoc/>
    public ProviderState ProviderState => Models.Select(model => model.ProviderState).DefaultIfEmpty().Max();

    /// <summary>Loads and warms up a package from each folder: all of them or none. Once, at the start.</summary>
    /// <param name="folders">At least one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArtifactException">A package cannot be used, or two serve one direction. The message has a sentence for each thing that is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was told to give up, or the registry was disposed of.</exception>
    public async Task LoadAsync(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await _loading.WaitAsync(stop.Token);
        try
        {
            var packages = OpenAll(folders);
            ModelRoutes.Check([.. packages.Select(opened => (opened.Package.Folder, opened.Package.Manifest))]);
            var models = await LoadAllAsync(packages, stop.Token);
            _folders = [.. folders.Zip(models, (folder, model) => new ModelFolder(folder, model))];
            _routes = ModelRoutes.To(models);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>
    /// Looks into every folder and replaces the models whose package has changed. A package that cannot be used leaves the old model where it is: it is logged,
    /// counted, stands in <see cref="Models"/>, and is tried again when its folder changes again.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was told to give up, or the registry was disposed of.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await _loading.WaitAsync(stop.Token);
        try
        {
            foreach (var folder in _folders)
            {
                await RefreshAsync(folder, stop.Token);
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken)
    {
        var shares = Enter(requests);
        try
        {
            return shares is [var all]
                ? await all.Model.Translator.TranslateAsync(requests, cancellationToken)
                : await RequestShare.TranslateAsync(shares, cancellationToken);
        }
        finally
        {
            shares.ForEach(share => share.Model.Leave());
        }
    }

    /// <summary>
    /// Refuses new requests and those that wait (<see cref="TranslationErrorKind.Draining"/>), lets the batches that run come to their end, gives up a load
    /// that runs, and frees all models. Every call waits for that one end.
    /// </summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    /// <summary>The model that serves a direction now; for tests.</summary>
    internal ServedModel ModelOf(LanguagePair direction) => _routes.Find(direction);

    private static List<OpenedPackage> OpenAll(IReadOnlyList<string> folders)
    {
        var packages = new List<OpenedPackage>();
        var problems = new List<ArtifactException>();
        foreach (var folder in folders)
        {
            try
            {
                packages.Add(PackageLoader.Open(folder));
            }
            catch (ArtifactException e)
            {
                problems.Add(e);
            }
        }

        return problems.Count == 0 ? packages : throw new ArtifactException(string.Join("; ", problems.Select(e => e.Message)), problems[0]);
    }

    private async Task<List<ServedModel>> LoadAllAsync(List<OpenedPackage> packages, CancellationToken cancellationToken)
    {
        var models = new List<ServedModel>();
        try
        {
            foreach (var package in packages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                models.Add(await _loader.LoadAsync(package, cancellationToken));
            }

            return models;
        }
        catch
        {
            await Task.WhenAll(models.Select(model => model.RetireAsync()));
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is wrong with a package, the old model goes on serving.")]
    private async Task RefreshAsync(ModelFolder folder, CancellationToken cancellationToken)
    {
        var seen = PackageFingerprint.Of(folder.Path);
        if (seen == folder.Tried)
        {
            return;
        }

        if (seen.Manifest == folder.Model.Fingerprint.Manifest)
        {
            folder.Restore(seen);
            return;
        }

        try
        {
            await ReplaceAsync(folder, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            var problem = e is ArtifactException ? e.Message : $"{folder.Path}: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            folder.Refuse(seen, new LoadFailure(problem, _clock.GetUtcNow()));
            InferenceMeter.LoadFailed(folder.Model.Manifest.Name);
            Log.ReplacementRefused(_logger, folder.Model.Manifest.Name, folder.Model.Manifest.Version, problem);
        }
    }

    private async Task ReplaceAsync(ModelFolder folder, CancellationToken cancellationToken)
    {
        var opened = PackageLoader.Open(folder.Path);
        var others = _folders.Where(other => other != folder).Select(other => (other.Path, other.Model.Manifest));
        ModelRoutes.Check([.. others, (folder.Path, opened.Package.Manifest)]);
        var replacement = await _loader.LoadAsync(opened, cancellationToken);
        var old = folder.Replace(replacement);
        _routes = ModelRoutes.To([.. _folders.Select(each => each.Model)]);
        Log.Replaced(_logger, old.Manifest.Name, old.Manifest.Version, replacement.Manifest.Name, replacement.Manifest.Version);
        _retiring.Retire(old);
    }

    // A model that a request found may retire before the request has entered; then the routes already lead to its successor.
    private List<RequestShare> Enter(IReadOnlyList<TextRequest> requests)
    {
        for (; ; )
        {
            if (_closing.IsCancellationRequested)
            {
                throw new TranslationException(TranslationErrorKind.Draining, "The service is shutting down.");
            }

            var shares = RequestShare.Of(requests, _routes);
            var entered = shares.TakeWhile(share => share.Model.TryEnter()).ToList();
            if (entered.Count == shares.Count)
            {
                return shares;
            }

            entered.ForEach(share => share.Model.Leave());
        }
    }

    private async Task DisposeOnceAsync()
    {
        await _closing.CancelAsync();

        // Never released: nothing is loaded any more.
        await _loading.WaitAsync();
        await Task.WhenAll(_folders.Select(folder => folder.Model).Concat(_retiring.Now).Select(model => model.Translator.DisposeAsync().AsTask()));
    }
}
