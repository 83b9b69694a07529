using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Decoding;

/// <summary>log Σ exp over a row of logits: what log-softmax subtracts.</summary>
internal static class LogSumExp
{
    private const int Lanes = 16;

    /// <param name="logits">[vocabulary], at least one.</param>
    /// <param name="scale">What they are to be multiplied by; not negative.</param>
    /// <returns>At least the largest scaled logit, so that no log-probability is above 0; NaN if a logit or the scale is.</returns>
    public static float Of(ReadOnlySpan<float> logits, float scale = 1f)
    {
        var max = Max(logits);
        return (max * scale) + MathF.Log(SumOfExp(logits, max, scale));
    }

    // Skips NaN, which the sum will show.
    private static float Max(ReadOnlySpan<float> logits)
    {
        ref var first = ref MemoryMarshal.GetReference(logits);
        var max = float.NegativeInfinity;
        var i = 0;
        if (logits.Length >= 2 * Lanes)
        {
            // MaxNative gives its second operand where either is NaN.
            var (a, b) = (Vector512.Create(max), Vector512.Create(max));
            for (; i <= logits.Length - (2 * Lanes); i += 2 * Lanes)
            {
                a = Vector512.MaxNative(Vector512.LoadUnsafe(ref first, (nuint)i), a);
                b = Vector512.MaxNative(Vector512.LoadUnsafe(ref first, (nuint)(i + Lanes)), b);
            }

            max = Largest(Vector512.MaxNative(a, b));
        }

        for (; i < logits.Length; i++)
        {
            max = logits[i] > max ? logits[i] : max;
        }

        return max;
    }

    private static float Largest(Vector512<float> lanes)
    {
        var eight = Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper());
        var four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
    }

    // Always in lanes of 16, whatever the machine has: the order of summation, and so the result, is the same everywhere.
    private static float SumOfExp(ReadOnlySpan<float> logits, float max, float scale)
    {
        ref var first = ref MemoryMarshal.GetReference(logits);
        var (shift, factor) = (Vector512.Create(max), Vector512.Create(scale));
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i <= logits.Length - Lanes; i += Lanes)
        {
            sums += Exponential.OfNegative((Vector512.LoadUnsafe(ref first, (nuint)i) - shift) * factor);
        }

        if (i < logits.Length)
        {
            Span<float> rest = stackalloc float[Lanes];
            rest.Fill(float.NegativeInfinity);
            logits[i..].CopyTo(rest);
            sums += Exponential.OfNegative((Vector512.Create((ReadOnlySpan<float>)rest) - shift) * factor);
        }

        return Vector512.Sum(sums);
    }
}
