namespace TranslationService.Inference.Sessions.Failover;

/// <summary>What a model's workers say of the provider they run on. Any thread may ask.</summary>
/// <param name="meant">The provider that the package was loaded on.</param>
/// <param name="hasFallback">Whether a package for the CPU stands by.</param>
/// <param name="clock">Ends the time in which the provider is left alone.</param>
internal sealed class ProviderHealth(ExecutionProvider meant, bool hasFallback, TimeProvider clock)
{
    private int _broken;
    private long _tryAgainAt;

    /// <summary>
    /// Without a fallback the provider counts as failing only while it is left alone: whoever sends no sentences to a failing model must send some again, for nothing
    /// else tries the provider.
    /// </summary>
    public ProviderState State => Volatile.Read(ref _broken) == 0 ? ProviderState.AsMeant
        : hasFallback ? ProviderState.OnFallback
        : clock.GetUtcNow().UtcTicks < Volatile.Read(ref _tryAgainAt) ? ProviderState.Failing : ProviderState.AsMeant;

    /// <summary>What really runs the model.</summary>
    public ExecutionProvider Provider => State == ProviderState.OnFallback ? ExecutionProvider.Cpu : meant;

    /// <summary>A worker gave the provider up.</summary>
    public void Broke() => Interlocked.Increment(ref _broken);

    /// <summary>A worker that gave the provider up leaves it alone, from now on for so long.</summary>
    public void LeftAlone(TimeSpan time) => Volatile.Write(ref _tryAgainAt, (clock.GetUtcNow() + time).UtcTicks);

    /// <summary>The provider answers that worker again.</summary>
    public void Recovered() => Interlocked.Decrement(ref _broken);
}
