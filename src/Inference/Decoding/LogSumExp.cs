using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Decoding;

/// <summary>log Σ exp over a row of logits: what log-softmax subtracts.</summary>
internal static class LogSumExp
{
    /// <param name="logits">[vocabulary], at least one.</param>
    /// <param name="scale">What they are to be multiplied by; not negative.</param>
    /// <returns>At least the largest scaled logit, so that no log-probability is above 0; NaN if a logit or the scale is.</returns>
    public static float Of(ReadOnlySpan<float> logits, float scale = 1f)
    {
        var max = TensorPrimitives.Max(logits);
        return (max * scale) + MathF.Log(SumOfExp(logits, max, scale));
    }

    // Always in lanes of 16, whatever the machine has: the order of summation, and so the result, is the same everywhere.
    private static float SumOfExp(ReadOnlySpan<float> logits, float max, float scale)
    {
        var shift = Vector512.Create(max);
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i <= logits.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            sums += Exponential.OfNegative((Vector512.Create(logits[i..]) - shift) * scale);
        }

        if (i < logits.Length)
        {
            Span<float> rest = stackalloc float[Vector512<float>.Count];
            rest.Fill(float.NegativeInfinity);
            logits[i..].CopyTo(rest);
            sums += Exponential.OfNegative((Vector512.Create((ReadOnlySpan<float>)rest) - shift) * scale);
        }

        return Vector512.Sum(sums);
    }
}
