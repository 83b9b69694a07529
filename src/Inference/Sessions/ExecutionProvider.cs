namespace TranslationService.Inference.Sessions;

/// <summary>What runs the graphs.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA where it can start, or else the CPU.</summary>
    Auto,

    /// <summary>An NVIDIA GPU; where it cannot start, loading fails.</summary>
    Cuda,

    /// <summary>The CPU.</summary>
    Cpu,
}
