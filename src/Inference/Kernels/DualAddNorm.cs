using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.DualAddNorm"/>: a sublayer's output joins both streams (ResiDual).</summary>
internal sealed unsafe class DualAddNorm(float epsilon, float dualScale, ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.DualAddNorm,
        [
            .. LinearRows.Inputs, new("x", ElementType.Float), new("dual", ElementType.Float), new("weight", ElementType.Float),
            new("offset", ElementType.Float), LinearRows.Columns,
        ],
        [new("normed", ElementType.Float), new("dual", ElementType.Float), .. QuantizedRows.Outputs],
        attributes => new DualAddNorm(attributes.Float(RaggedOperators.Epsilon), attributes.Float(RaggedOperators.DualScale), ByteRange.OfOptional(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var (rows, width) = (linear.Rows, linear.Width);
        var x = (float*)context.Matrix(3, rows, width);
        var dual = (float*)context.Matrix(4, rows, width);
        var parameters = new NormParameters(context.Vector(5, width), context.Vector(6, width), epsilon);
        var normed = (float*)context.Output(0, rows, width);
        var newDual = (float*)context.Output(1, rows, width);
        var quantized = new QuantizedRows(context, 2, (rows, width), range);
        for (long row = 0; row < rows; row++)
        {
            // The value stands where the new dual stream will, the sum where its norm will.
            var offset = row * width;
            linear.Write(row, newDual + offset);
            Add(newDual + offset, x + offset, dual + offset, normed + offset, width);
            LayerNorm.Write(normed + offset, parameters, normed + offset, width);
            quantized.Write(row, normed + offset);
        }
    }

    private void Add(float* value, float* x, float* dual, float* sum, long width)
    {
        var scales = Vector512.Create(dualScale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var v = Vector512.Load(value + i);
            (Vector512.Load(x + i) + v).Store(sum + i);
            Vector512.FusedMultiplyAdd(v, scales, Vector512.Load(dual + i)).Store(value + i);
        }

        for (; i < width; i++)
        {
            sum[i] = x[i] + value[i];
            value[i] = MathF.FusedMultiplyAdd(value[i], dualScale, dual[i]);
        }
    }
}
