using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>The output of a linear layer, product · scale + bias: the product of an int8 graph needs its row's scale, one of an fp32 graph has the scale 1.</summary>
internal static unsafe class Linear
{
    /// <summary>Lanes i … i + 15 of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* product, Vector512<float> scale, float* bias, long i) =>
        Vector512.FusedMultiplyAdd(Vector512.Load(product + i), scale, Vector512.Load(bias + i));

    /// <summary>Element i of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* product, float scale, float* bias, long i) => MathF.FusedMultiplyAdd(product[i], scale, bias[i]);

    /// <summary>The scale of a row.</summary>
    /// <param name="scales">[rows], or null in an fp32 graph.</param>
    /// <param name="row">Which.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleOf(float* scales, long row) => scales == null ? 1f : scales[row];

    /// <summary>target = product · scale + bias, all [width].</summary>
    public static void Write(float* product, float scale, float* bias, float* target, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            Load(product, scales, bias, i).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] = Load(product, scale, bias, i);
        }
    }
}
