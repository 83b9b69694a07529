namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>Managed memory that a step of the whole engine allocates while nobody joins or leaves.</summary>
/// <param name="BatchSize">Sentences.</param>
/// <param name="BeamSize">Rows of each.</param>
/// <param name="BytesAStep">Bytes.</param>
internal sealed record StepAllocation(int BatchSize, int BeamSize, double BytesAStep);
