using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
            sums += ExpOfNegative((Vector512.Create(logits[i..]) - shift) * scale);
        }

        if (i < logits.Length)
        {
            Span<float> rest = stackalloc float[Vector512<float>.Count];
            rest.Fill(float.NegativeInfinity);
            logits[i..].CopyTo(rest);
            sums += ExpOfNegative((Vector512.Create((ReadOnlySpan<float>)rest) - shift) * scale);
        }

        return Vector512.Sum(sums);
    }

    // Inlined into the loop: passing vectors through a call takes five times as long.
    // e^x = 2^n · e^f with n = round(x / ln 2), and e^f by the minimax polynomial of Cephes' expf (2 units in the last place); e^0 is 1 exactly.
    // Below −87 it is about 1e-38 rather than 0. A third of the time of Vector512.Exp, which goes through double precision.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpOfNegative(Vector512<float> x)
    {
        x = Vector512.MaxNative(Vector512.Create(-87f), x);
        var n = Vector512.Round(x * 1.44269504f);
        var f = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        f = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), f);
        var p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, f * f, f + Vector512<float>.One);
        return p * ((Vector512.ConvertToInt32Native(n) + Vector512.Create(127)) << 23).AsSingle();
    }
}
