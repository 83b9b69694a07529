using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TranslationService.Inference.Vectors;

/// <summary>e^x for softmax, where x is a score less the largest one.</summary>
internal static class Exponential
{
    /// <summary>e^x in every lane for x ≤ 0; NaN stays NaN.</summary>
    // Inlined into the loop: passing vectors through a call takes five times as long.
    // e^x = 2^n · e^f with n = round(x / ln 2), and e^f by the minimax polynomial of Cephes' expf (2 units in the last place); e^0 is 1 exactly.
    // Below −87 it is about 1e-38 rather than 0. A third of the time of Vector512.Exp, which goes through double precision.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OfNegative(Vector512<float> x)
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
