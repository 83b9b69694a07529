using TranslationService.Api.Configuration;
using TranslationService.Api.Observability;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;

namespace TranslationService.Api.Lifecycle;

/// <summary>
/// Loads and warms up the model while the server already listens, so that probes get answers and SIGTERM is heard from the start. A model that
/// cannot be loaded ends the process.
/// </summary>
internal sealed class ModelLoader(
    ServiceConfiguration configuration,
    TranslatorFactory createTranslator,
    ServiceStatus status,
    IHostApplicationLifetime lifetime,
    ILogger<ModelLoader> logger)
    : BackgroundService
{
    private ITranslator? _translator;

    /// <summary>Lets the translator go after the server has answered its last request.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host may be told to stop twice at the same time; the model is freed once.
        if (Interlocked.Exchange(ref _translator, null) is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await LoadAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Log.StoppedWhileLoading(logger);
        }
        catch (Exception e) when (e is ArtifactException or TranslationException)
        {
            Log.ModelUnusable(logger, e.Message);
            Fail();
        }
        catch (Exception e)
        {
            // A defect. The process must not end as if all were well.
            Log.LoadingFailed(logger, e);
            Fail();
        }
    }

    private void Fail()
    {
        status.Fail();
        lifetime.StopApplication();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var package = ModelPackage.Open(configuration.ModelFolder);
        stop.ThrowIfCancellationRequested();
        var translator = await createTranslator(package, stop);
        _translator = translator;
        stop.ThrowIfCancellationRequested();
        status.BecomeReady(translator);
        Log.Ready(logger, package.Manifest.Name, package.Manifest.Version, string.Join(", ", package.Manifest.Directions));
    }
}
