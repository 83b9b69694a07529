using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Failover;

namespace TranslationService.Inference.Tests.Sessions.Failover;

public sealed class DeviceBreakerTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ProviderHealth _health;
    private readonly DeviceBreaker _breaker;
    private int _calls;

    public DeviceBreakerTests()
    {
        _health = new ProviderHealth(ExecutionProvider.Cuda, hasFallback: true, _clock);
        _breaker = new DeviceBreaker(_health, TimeSpan.FromSeconds(60), NullLogger.Instance, _clock);
    }

    [Fact]
    public void A_failure_that_passes_is_tried_again_and_nobody_hears_of_it()
    {
        _breaker.Call(() => FailUntil(3));

        Assert.Equal(3, _calls);
        Assert.Equal(ProviderState.AsMeant, _health.State);
    }

    [Fact]
    public void Three_failures_in_a_row_give_the_device_up_however_long_all_went_well()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _breaker.Call(() => { });
        }

        Assert.Throws<BrokenCircuitException>(() => _breaker.Call(() => FailUntil(int.MaxValue)));

        Assert.Equal(3, _calls);
        Assert.Equal((ProviderState.OnFallback, ExecutionProvider.Cpu), (_health.State, _health.Provider));
    }

    [Fact]
    public void A_device_that_was_given_up_is_left_alone_until_the_time_is_over()
    {
        Assert.Throws<BrokenCircuitException>(() => _breaker.Call(() => FailUntil(int.MaxValue)));

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Throws<BrokenCircuitException>(() => _breaker.Call(() => _calls++));
        Assert.Equal(3, _calls);

        _clock.Advance(TimeSpan.FromSeconds(2));
        _breaker.Call(() => _calls++);
        Assert.Equal(4, _calls);
        Assert.Equal((ProviderState.AsMeant, ExecutionProvider.Cuda), (_health.State, _health.Provider));
    }

    [Fact]
    public void One_more_failure_after_that_time_gives_it_up_again()
    {
        Assert.Throws<BrokenCircuitException>(() => _breaker.Call(() => FailUntil(int.MaxValue)));
        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Throws<BrokenCircuitException>(() => _breaker.Call(() => FailUntil(int.MaxValue)));

        Assert.Equal(4, _calls);
        Assert.Equal(ProviderState.OnFallback, _health.State);
    }

    [Fact]
    public void What_is_not_the_devices_fault_goes_to_the_caller_at_once_and_counts_for_nothing()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.ThrowsAny<Exception>(() => _breaker.Call(() => throw DeviceErrors.OfInput()));
            Assert.ThrowsAny<Exception>(() => _breaker.Call(() => throw DeviceErrors.OutOfMemory()));
        }

        Assert.Equal(ProviderState.AsMeant, _health.State);
    }

    [Fact]
    public void Without_a_fallback_it_counts_as_failing_only_while_it_is_left_alone_for_only_sentences_try_it()
    {
        var health = new ProviderHealth(ExecutionProvider.Cuda, hasFallback: false, _clock);
        var breaker = new DeviceBreaker(health, TimeSpan.FromSeconds(60), NullLogger.Instance, _clock);

        Assert.Throws<BrokenCircuitException>(() => breaker.Call(() => FailUntil(int.MaxValue)));
        Assert.Equal((ProviderState.Failing, ExecutionProvider.Cuda), (health.State, health.Provider));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(ProviderState.AsMeant, health.State);

        Assert.Throws<BrokenCircuitException>(() => breaker.Call(() => FailUntil(int.MaxValue)));
        Assert.Equal(ProviderState.Failing, health.State);
    }

    private void FailUntil(int call)
    {
        if (++_calls < call)
        {
            throw DeviceErrors.OfDevice();
        }
    }
}
