using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TranslationService.Inference.Vectors;

/// <summary>e^x for softmax, where x is a score less the largest one.</summary>
internal static class Exponential
{
    // 1.5 · 2^23: a float this large has no fraction, so adding it rounds, and the integer stands in the lowest bits.
    private const float Rounder = 12582912f;

    /// <summary>e^x in every lane for x ≤ 0; NaN stays NaN.</summary>
    // Inlined into the loop: passing vectors through a call takes five times as long.
    // e^x = 2^t with t = x · log₂ e, and 2^t = 2^n · 2^f with n = round(t): 2^f by the polynomial of Cephes' exp2f, 2^n by adding n to the exponent's bits.
    // e^0 is 1 exactly. Below 2^−126 it is about 1e-38 rather than 0. Relative error below 3e-7 + |x| · 1e-7, which is what rounding x costs too.
    // A sum of exponentials takes 0.7 of the time that it took with e^x by two-step reduction and a multiplication by 2^n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OfNegative(Vector512<float> x)
    {
        var t = Vector512.MaxNative(Vector512.Create(-126f), x * 1.44269504f);
        var rounded = t + Vector512.Create(Rounder);
        var f = t - (rounded - Vector512.Create(Rounder));
        var p = Vector512.Create(1.535336188319500e-4f);
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(1.339887440266574e-3f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(9.618437357674640e-3f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(5.550332471162809e-2f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(2.402264791363012e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(6.931472028550421e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512<float>.One);
        return (p.AsInt32() + (rounded.AsInt32() << 23)).AsSingle();
    }
}
