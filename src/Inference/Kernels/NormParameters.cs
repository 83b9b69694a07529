namespace TranslationService.Inference.Kernels;

/// <summary>What a layer normalisation has learnt, weight and offset [d], and its ε.</summary>
internal readonly unsafe struct NormParameters(void* weight, void* offset, float epsilon)
{
    public float* Weight { get; } = (float*)weight;

    public float* Offset { get; } = (float*)offset;

    public float Epsilon { get; } = epsilon;
}
