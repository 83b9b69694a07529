using Microsoft.Extensions.Time.Testing;

namespace TranslationService.Inference.Tests;

/// <summary>
/// A clock that the test moves, and that holds the decoder's thread back where it reads the time: a worker that takes for ever, without waiting for
/// anything. Readings are counted from <see cref="StallAfter"/>.
/// </summary>
internal sealed class StallingClock : FakeTimeProvider, IDisposable
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _timers = new(0);
    private int _readingsLeft;

    /// <summary>Done when the decoder's thread stands still.</summary>
    public Task Stalled => _stalled.Task;

    /// <summary>Holds the decoder's thread back after so many more readings: one at the begin of an encoder run, one at its end, two a step.</summary>
    /// <returns>Lets it go on when it is disposed of, so that the worker can end.</returns>
    public IDisposable StallAfter(int readings)
    {
        _readingsLeft = readings;
        _open.Reset();
        return new Stall(_open);
    }

    /// <summary>Lets it go on.</summary>
    public void GoOn() => _open.Set();

    /// <summary>Waits until somebody has begun to wait for a time.</summary>
    public Task TimerAsync() => _timers.WaitAsync(TestContext.Current.CancellationToken);

    public override long GetTimestamp()
    {
        if (!_open.IsSet && Thread.CurrentThread.Name?.StartsWith("decoder", StringComparison.Ordinal) == true && --_readingsLeft < 0)
        {
            _stalled.TrySetResult();
            _open.Wait(TestContext.Current.CancellationToken);
        }

        return base.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Release();
        return timer;
    }

    public void Dispose()
    {
        _open.Dispose();
        _timers.Dispose();
    }

    private sealed class Stall(ManualResetEventSlim open) : IDisposable
    {
        public void Dispose() => open.Set();
    }
}
