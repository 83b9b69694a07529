using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions.Device;

namespace TranslationService.Inference.Sessions.Failover;

/// <summary>
/// Calls the device until it has failed repeatedly, then leaves it alone for a while. While all goes well nothing is counted, for thousands of steps that
/// succeeded in the last seconds would hide that each one fails now; from the first failure on calls go through the circuit breaker until one succeeds. One owner.
/// </summary>
internal sealed class DeviceBreaker
{
    // With the failure that began it, three in a row give the device up.
    private const int FailuresThatOpen = 2;
    private const int MostTries = 10;
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline _pipeline;
    private readonly ProviderHealth _health;
    private readonly ILogger _logger;
    private bool _isSuspect;
    private bool _isGivenUp;

    /// <param name="health">Told when the device is given up and when it is back.</param>
    /// <param name="retryAfter">How long the device is left alone.</param>
    /// <param name="logger">For failures.</param>
    /// <param name="clock">Measures that time.</param>
    public DeviceBreaker(ProviderHealth health, TimeSpan retryAfter, ILogger logger, TimeProvider clock)
    {
        _health = health;
        _logger = logger;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = FailuresThatOpen,
            SamplingDuration = Sampling,
            BreakDuration = retryAfter,
            OnOpened = opened =>
            {
                health.LeftAlone(opened.BreakDuration);
                return ValueTask.CompletedTask;
            },
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && DeviceFailure.IsOfDevice(exception)),
        }).Build();
    }

    /// <summary>Calls the device, several times where it fails.</summary>
    /// <exception cref="BrokenCircuitException">It has been given up.</exception>
    public void Call(Action work)
    {
        if (!_isSuspect && Succeeds(work))
        {
            return;
        }

        for (var tries = 0; !SucceedsInBreaker(work); tries++)
        {
            if (tries == MostTries)
            {
                GiveUp();
                throw new BrokenCircuitException("The device fails, too slowly to be counted.");
            }
        }

        _isSuspect = false;
        if (_isGivenUp)
        {
            _isGivenUp = false;
            _health.Recovered();
            Log.DeviceIsBack(_logger);
        }
    }

    private bool Succeeds(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (DeviceFailure.IsOfDevice(exception))
        {
            Log.DeviceFailed(_logger, exception);
            _isSuspect = true;
            return false;
        }
    }

    private bool SucceedsInBreaker(Action work)
    {
        try
        {
            _pipeline.Execute(work);
            return true;
        }
        catch (BrokenCircuitException)
        {
            GiveUp();
            throw;
        }
        catch (Exception exception) when (DeviceFailure.IsOfDevice(exception))
        {
            Log.DeviceFailed(_logger, exception);
            return false;
        }
    }

    private void GiveUp()
    {
        if (!_isGivenUp)
        {
            _isGivenUp = true;
            _health.Broke();
            Log.DeviceGivenUp(_logger, _health.State);
        }
    }
}
