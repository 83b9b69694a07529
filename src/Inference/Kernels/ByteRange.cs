using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>
/// How the numbers of a row become bytes: 0 becomes the zero point, the largest magnitude a byte that is the limit away from it. A row with NaN or an infinity has that scale, and so stays
/// visible behind the product.
/// </summary>
internal readonly unsafe struct ByteRange(int zeroPoint, int limit)
{
    // 1.5 · 2^23: added to a number below 2^22 it leaves the number, rounded to even, in the lowest bits of the sum.
    private const float Rounding = 12582912f;

    /// <summary>The range that a node's attributes give.</summary>
    public static ByteRange Of(KernelAttributes attributes) =>
        new(attributes.Int(RaggedOperators.ZeroPoint, 0, 255), attributes.Int(RaggedOperators.Limit, 1, 255));

    /// <summary>The same for an operator that gives bytes only where somebody wants them.</summary>
    public static ByteRange OfOptional(KernelAttributes attributes) =>
        new(attributes.Int(RaggedOperators.ZeroPoint, 0, 255, absent: 0), attributes.Int(RaggedOperators.Limit, 1, 255, absent: 1));

    /// <summary>Writes a row's bytes, [width].</summary>
    /// <returns>The scale.</returns>
    public float Quantize(float* x, byte* bytes, long width)
    {
        var largest = LargestMagnitude(x, width);
        var inverse = limit / largest;
        if (float.IsFinite(inverse) && float.IsFinite(largest))
        {
            Convert(x, inverse, bytes, width);
            return largest / limit;
        }

        // Zeros, or so small (1e-36) that they may count as such; or not finite.
        new Span<byte>(bytes, checked((int)width)).Fill((byte)zeroPoint);
        return float.IsFinite(largest) ? 0 : largest;
    }

    // As whole numbers, the bits of magnitudes have the order of the magnitudes, with NaN above infinity.
    private static float LargestMagnitude(float* x, long width)
    {
        var magnitude = Vector512.Create(int.MaxValue);
        var largest = Vector512<int>.Zero;
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            largest = Vector512.Max(largest, Vector512.Load((int*)(x + i)) & magnitude);
        }

        var result = Lanes.Max(largest);
        for (; i < width; i++)
        {
            result = Math.Max(result, ((int*)x)[i] & int.MaxValue);
        }

        return BitConverter.Int32BitsToSingle(result);
    }

    private void Convert(float* x, float inverse, byte* bytes, long width)
    {
        // The sum's bits less its own are the rounded number; the lowest byte of the rest is all that is kept.
        var offset = zeroPoint - BitConverter.SingleToInt32Bits(Rounding);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var rounded = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Create(inverse), Vector512.Create(Rounding)).AsInt32();
            Narrow(Vector512.Max(rounded + Vector512.Create(offset), Vector512<int>.Zero)).Store(bytes + i);
        }

        for (; i < width; i++)
        {
            var rounded = BitConverter.SingleToInt32Bits(MathF.FusedMultiplyAdd(x[i], inverse, Rounding));
            bytes[i] = (byte)Math.Max(rounded + offset, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(Vector512<int> numbers)
    {
        var shorts = Vector256.Narrow(numbers.GetLower(), numbers.GetUpper());
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).AsByte();
    }
}
