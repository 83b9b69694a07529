using System.Runtime.Intrinsics;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>Layer normalisation of a row: (x − mean) / √(variance + ε) · weight + offset.</summary>
internal static unsafe class LayerNorm
{
    /// <param name="x">[width]; it may be the target.</param>
    /// <param name="parameters">Weight and offset.</param>
    /// <param name="target">[width].</param>
    /// <param name="width">d_model.</param>
    public static void Write(float* x, NormParameters parameters, float* target, long width)
    {
        var mean = Sum(x, width) / width;
        var variance = SumOfSquares(x, mean, width) / width;
        var factor = 1f / MathF.Sqrt(variance + parameters.Epsilon);
        var means = Vector512.Create(mean);
        var factors = Vector512.Create(factor);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var normed = (Vector512.Load(x + i) - means) * factors;
            Vector512.FusedMultiplyAdd(normed, Vector512.Load(parameters.Weight + i), Vector512.Load(parameters.Offset + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] = MathF.FusedMultiplyAdd((x[i] - mean) * factor, parameters.Weight[i], parameters.Offset[i]);
        }
    }

    // Two chains, since an addition takes four cycles.
    private static float Sum(float* x, long width)
    {
        var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
        long i = 0;
        for (; i <= width - (2 * Lanes.Count); i += 2 * Lanes.Count)
        {
            even += Vector512.Load(x + i);
            odd += Vector512.Load(x + i + Lanes.Count);
        }

        var sum = Lanes.Sum(even + odd);
        for (; i < width; i++)
        {
            sum += x[i];
        }

        return sum;
    }

    private static float SumOfSquares(float* x, float mean, long width)
    {
        var means = Vector512.Create(mean);
        var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
        long i = 0;
        for (; i <= width - (2 * Lanes.Count); i += 2 * Lanes.Count)
        {
            var (a, b) = (Vector512.Load(x + i) - means, Vector512.Load(x + i + Lanes.Count) - means);
            even = Vector512.FusedMultiplyAdd(a, a, even);
            odd = Vector512.FusedMultiplyAdd(b, b, odd);
        }

        var sum = Lanes.Sum(even + odd);
        for (; i < width; i++)
        {
            sum = MathF.FusedMultiplyAdd(x[i] - mean, x[i] - mean, sum);
        }

        return sum;
    }
}
