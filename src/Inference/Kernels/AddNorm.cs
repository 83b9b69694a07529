using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.AddNorm"/>: a sublayer's output joins the stream (Post-LN, Pre-LN).</summary>
internal sealed unsafe class AddNorm(float epsilon, ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.AddNorm,
        [
            .. LinearRows.Inputs, new("x", ElementType.Float), new("weight", ElementType.Float), new("offset", ElementType.Float), LinearRows.Columns,
        ],
        [new("normed", ElementType.Float), new("sum", ElementType.Float, IsOptional: true), .. QuantizedRows.Outputs],
        attributes => new AddNorm(attributes.Float(RaggedOperators.Epsilon), ByteRange.OfOptional(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var (rows, width) = (linear.Rows, linear.Width);
        var x = (float*)context.Matrix(3, rows, width);
        var parameters = new NormParameters(context.Vector(4, width), context.Vector(5, width), epsilon);
        var normed = (float*)context.Output(0, rows, width);
        var sum = (float*)context.Output(1, rows, width);
        var quantized = new QuantizedRows(context, 2, (rows, width), range);
        for (long row = 0; row < rows; row++)
        {
            var offset = row * width;
            var target = sum == null ? normed : sum;
            linear.Write(row, target + offset);
            Add(x + offset, target + offset, width);
            LayerNorm.Write(target + offset, parameters, normed + offset, width);
            quantized.Write(row, normed + offset);
        }
    }

    // sum += x
    private static void Add(float* x, float* sum, long width)
    {
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            (Vector512.Load(x + i) + Vector512.Load(sum + i)).Store(sum + i);
        }

        for (; i < width; i++)
        {
            sum[i] += x[i];
        }
    }
}
