using System.Diagnostics.CodeAnalysis;
using TranslationService.Api.Observability;
using TranslationService.Inference;
using TranslationService.Inference.Models;

namespace TranslationService.Api.Lifecycle;

/// <summary>Looks every few seconds whether a model's package was replaced, and lets the registry load the new one.</summary>
internal sealed class ModelWatcher(
    ModelRegistry registry, EngineOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ModelWatcher> logger)
    : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ModelPollSeconds == 0)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.ModelPollSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                await RefreshAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The top of the loop: a defect of one look must not end the looking, nor the process.")]
    private async Task RefreshAsync(CancellationToken stop)
    {
        try
        {
            await registry.RefreshAsync(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Log.WatchingFailed(logger, e);
        }
    }
}
