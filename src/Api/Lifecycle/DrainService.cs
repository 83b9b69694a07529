using TranslationService.Api.Configuration;
using TranslationService.Api.Observability;

namespace TranslationService.Api.Lifecycle;

/// <summary>
/// The first step of stopping: readiness turns 503 and the server goes on answering for the drain delay, so that the balancer notices. Then the
/// host stops the server, which takes no new connection and finishes what is in flight.
/// </summary>
internal sealed class DrainService(ServiceStatus status, ServiceOptions options, TimeProvider time, ILogger<DrainService> logger)
    : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Where readiness never said yes, no balancer has to notice.
        if (status.BeginDrain() == ServicePhase.Ready)
        {
            Log.Draining(logger, options.DrainDelay.TotalSeconds);
            await Task.Delay(options.DrainDelay, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Log.Stopped(logger);
        return Task.CompletedTask;
    }
}
