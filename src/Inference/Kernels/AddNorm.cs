using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.AddNorm"/>: a sublayer's output joins the stream (Post-LN, Pre-LN).</summary>
internal sealed unsafe class AddNorm(float epsilon) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.AddNorm,
        [
            new("product", ElementType.Float), new("scale", ElementType.Float, IsOptional: true), new("bias", ElementType.Float),
            new("x", ElementType.Float), new("weight", ElementType.Float), new("offset", ElementType.Float),
        ],
        [new("normed", ElementType.Float), new("sum", ElementType.Float, IsOptional: true)],
        attributes => new AddNorm(attributes.Float(RaggedOperators.Epsilon)));

    public void Compute(KernelContext context)
    {
        var product = context.Input(0, rank: 2);
        var (rows, width) = (product[0], product[1]);
        var scales = context.OptionalVector(1, rows);
        var bias = (float*)context.Vector(2, width);
        var x = (float*)context.Matrix(3, rows, width);
        var parameters = new NormParameters(context.Vector(4, width), context.Vector(5, width), epsilon);
        var normed = (float*)context.Output(0, rows, width);
        var sum = (float*)context.Output(1, rows, width);
        for (long row = 0; row < rows; row++)
        {
            var offset = row * width;
            var target = sum == null ? normed : sum;
            Add((float*)product.Data + offset, Linear.ScaleOf(scales, row), bias, x + offset, target + offset, width);
            LayerNorm.Write(target + offset, parameters, normed + offset, width);
        }
    }

    private static void Add(float* product, float scale, float* bias, float* x, float* sum, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            (Vector512.Load(x + i) + Linear.Load(product, scales, bias, i)).Store(sum + i);
        }

        for (; i < width; i++)
        {
            sum[i] = x[i] + Linear.Load(product, scale, bias, i);
        }
    }
}
