using System.Runtime.Intrinsics;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>Turns a product of a linear layer into its output.</summary>
internal static unsafe class Linear
{
    /// <summary>target = product · scale + bias, all [width].</summary>
    public static void Write(float* product, float scale, float* bias, float* target, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(product + i), scales, Vector512.Load(bias + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] = MathF.FusedMultiplyAdd(product[i], scale, bias[i]);
        }
    }

    /// <summary>target = product · (scale · columns) + bias, all [width].</summary>
    public static void Write(int* product, float scale, float* columns, float* bias, float* target, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var numbers = Vector512.ConvertToSingle(Vector512.Load(product + i));
            Vector512.FusedMultiplyAdd(numbers, scales * Vector512.Load(columns + i), Vector512.Load(bias + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] = MathF.FusedMultiplyAdd(product[i], scale * columns[i], bias[i]);
        }
    }
}
