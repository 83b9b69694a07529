namespace TranslationService.Inference;

/// <summary>Ends a call when its caller gives up, when it has failed, or when its time is over; the latter is an error and no cancellation.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _end;

    /// <summary>The time runs from now.</summary>
    /// <param name="timeout">May be infinite.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="caller">The caller's token.</param>
    public RequestDeadline(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        _timeout = timeout;
        _caller = caller;
        _deadline = timeout == Timeout.InfiniteTimeSpan ? new CancellationTokenSource() : new CancellationTokenSource(timeout, clock);
        _end = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
    }

    /// <summary>Cancelled at the call's end, whichever came first: its preparation and its sentences then stop.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether the time is over and somebody still waits.</summary>
    public bool IsMissed => _deadline.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>What that somebody is told.</summary>
    public TranslationException Error => new(
        TranslationErrorKind.DeadlineExceeded, FormattableString.Invariant($"The translation was ended after {_timeout.TotalSeconds:0.###} s; send less text at once."));

    /// <summary>Lets the sentences go that nobody waits for any more: they leave the queue or their batch.</summary>
    public Task EndAsync() => _end.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _deadline.Dispose();
    }
}
