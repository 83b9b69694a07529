using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.Affine"/>.</summary>
internal sealed unsafe class Affine(bool relu, ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.Affine,
        [.. LinearRows.Inputs, LinearRows.Columns],
        [new("value", ElementType.Float), .. QuantizedRows.Outputs],
        attributes => new Affine(attributes.Int(RaggedOperators.Relu, 0, 1, absent: 0) == 1, ByteRange.OfOptional(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var value = (float*)context.Output(0, linear.Rows, linear.Width);
        var quantized = new QuantizedRows(context, 1, (linear.Rows, linear.Width), range);
        for (long row = 0; row < linear.Rows; row++)
        {
            var target = value + (row * linear.Width);
            linear.Write(row, target);
            if (relu)
            {
                CutNegative(target, linear.Width);
            }

            quantized.Write(row, target);
        }
    }

    // "v > 0 ? v : 0" would hide NaN.
    private static void CutNegative(float* value, long width)
    {
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var v = Vector512.Load(value + i);
            Vector512.ConditionalSelect(Vector512.LessThan(v, Vector512<float>.Zero), Vector512<float>.Zero, v).Store(value + i);
        }

        for (; i < width; i++)
        {
            value[i] = value[i] < 0 ? 0 : value[i];
        }
    }
}
