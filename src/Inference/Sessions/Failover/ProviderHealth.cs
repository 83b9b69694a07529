namespace TranslationService.Inference.Sessions.Failover;

/// <summary>What a model's workers say of the provider they run on. Any thread may ask.</summary>
/// <param name="meant">The provider that the package was loaded on.</param>
/// <param name="hasFallback">Whether a package for the CPU stands by.</param>
internal sealed class ProviderHealth(ExecutionProvider meant, bool hasFallback)
{
    private int _broken;

    public ProviderState State => Volatile.Read(ref _broken) == 0 ? ProviderState.AsMeant : hasFallback ? ProviderState.OnFallback : ProviderState.Failing;

    /// <summary>What really runs the model.</summary>
    public ExecutionProvider Provider => State == ProviderState.OnFallback ? ExecutionProvider.Cpu : meant;

    /// <summary>A worker gave the provider up.</summary>
    public void Broke() => Interlocked.Increment(ref _broken);

    /// <summary>The provider answers that worker again.</summary>
    public void Recovered() => Interlocked.Decrement(ref _broken);
}
