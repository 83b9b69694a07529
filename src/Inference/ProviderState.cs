namespace TranslationService.Inference;

/// <summary>Whether a model runs where it was meant to.</summary>
public enum ProviderState
{
    /// <summary>It does.</summary>
    AsMeant,

    /// <summary>The GPU failed repeatedly: the package for the CPU has taken over, and the GPU is tried again from time to time.</summary>
    OnFallback,

    /// <summary>The GPU failed repeatedly and no package for the CPU is configured: sentences fail until the GPU answers again.</summary>
    Failing,
}
