using TranslationService.Api.Observability;
using TranslationService.Artifacts;
using TranslationService.Inference;
using TranslationService.Inference.Models;

namespace TranslationService.Api.Lifecycle;

/// <summary>
/// Loads and warms up the models while the server already listens, so that probes get answers and SIGTERM is heard from the start. A model that
/// cannot be loaded ends the process.
/// </summary>
internal sealed class ModelLoader(
    TranslatorFactory createTranslator,
    ModelRegistry registry,
    ServiceStatus status,
    IHostApplicationLifetime lifetime,
    ILogger<ModelLoader> logger)
    : BackgroundService
{
    /// <summary>Lets the models go after the server has answered its last request. A host may be told to stop twice at the same time; they go once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await registry.DisposeAsync();
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
        var translator = await createTranslator(stop);
        stop.ThrowIfCancellationRequested();
        status.BecomeReady(translator);
        Log.Ready(logger, string.Join("; ", translator.Manifests.Select(model => $"model {model.Name} {model.Version} translates {string.Join(", ", model.Directions)}")));
    }
}
