using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TranslationService.Inference.Vectors;

/// <summary>What is done across the 16 lanes of a vector, in an order that is the same on every machine.</summary>
internal static class Lanes
{
    /// <summary>The floats of a vector, whatever the machine has: where it has fewer, .NET splits the vector and the result stays the same.</summary>
    public const int Count = 16;

    /// <summary>Σ of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> vector)
    {
        var eight = vector.GetLower() + vector.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }

    /// <summary>The largest lane, of whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(Vector512<int> vector)
    {
        var eight = Vector256.Max(vector.GetLower(), vector.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
    }

    /// <summary>The largest lane; any number if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> vector)
    {
        var eight = Vector256.MaxNative(vector.GetLower(), vector.GetUpper());
        var four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        four = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The sums of four vectors, together cheaper than one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        var sums = NeighbourSums(
            NeighbourSums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper()),
            NeighbourSums(c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper()));
        return sums.GetLower() + sums.GetUpper();
    }

    // In each half: a0 + a1, a2 + a3, b0 + b1, b2 + b3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NeighbourSums(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported
            ? Avx.HorizontalAdd(a, b)
            : Vector256.Create(
                a[0] + a[1], a[2] + a[3], b[0] + b[1], b[2] + b[3],
                a[4] + a[5], a[6] + a[7], b[4] + b[5], b[6] + b[7]);
}
