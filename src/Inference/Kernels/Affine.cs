using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.Affine"/>.</summary>
internal sealed unsafe class Affine(bool relu) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.Affine,
        [new("product", ElementType.Float), new("scale", ElementType.Float, IsOptional: true), new("bias", ElementType.Float)],
        [new("value", ElementType.Float)],
        attributes => new Affine(attributes.Int(RaggedOperators.Relu, 0, 1, absent: 0) == 1));

    public void Compute(KernelContext context)
    {
        var product = context.Input(0, rank: 2);
        var (rows, width) = (product[0], product[1]);
        var scales = context.OptionalVector(1, rows);
        var bias = (float*)context.Vector(2, width);
        var value = (float*)context.Output(0, rows, width);
        for (long row = 0; row < rows; row++)
        {
            var offset = row * width;
            if (relu)
            {
                WriteRelu((float*)product.Data + offset, Linear.ScaleOf(scales, row), bias, value + offset, width);
            }
            else
            {
                Linear.Write((float*)product.Data + offset, Linear.ScaleOf(scales, row), bias, value + offset, width);
            }
        }
    }

    // "v > 0 ? v : 0" would hide NaN.
    private static void WriteRelu(float* product, float scale, float* bias, float* target, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var value = Linear.Load(product, scales, bias, i);
            Vector512.ConditionalSelect(Vector512.LessThan(value, Vector512<float>.Zero), Vector512<float>.Zero, value).Store(target + i);
        }

        for (; i < width; i++)
        {
            var value = Linear.Load(product, scale, bias, i);
            target[i] = value < 0 ? 0 : value;
        }
    }
}
