using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.QuantizeRows"/>.</summary>
internal sealed unsafe class QuantizeRows(ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.QuantizeRows,
        [new("x", ElementType.Float)],
        [new("bytes", ElementType.Byte), new("scale", ElementType.Float)],
        attributes => new QuantizeRows(ByteRange.Of(attributes)));

    public void Compute(KernelContext context)
    {
        var x = context.Input(0, rank: 2);
        var quantized = new QuantizedRows(context, 0, (x[0], x[1]), range);
        for (long row = 0; row < x[0]; row++)
        {
            quantized.Write(row, (float*)x.Data + (row * x[1]));
        }
    }
}
