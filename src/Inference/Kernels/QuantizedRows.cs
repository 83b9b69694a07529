using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>
/// Rows as bytes for the product that follows, two outputs of an operator that makes rows of numbers: while a row is in the cache, its bytes cost less than a node of their own.
/// Where the node leaves them out, nothing is written.
/// </summary>
internal readonly unsafe struct QuantizedRows
{
    /// <summary>The two outputs.</summary>
    public static readonly Parameter[] Outputs = [new("bytes", ElementType.Byte, IsOptional: true), new("bytes_scale", ElementType.Float, IsOptional: true)];

    private readonly byte* _bytes;
    private readonly float* _scales;
    private readonly long _width;
    private readonly ByteRange _range;

    /// <param name="context">The node.</param>
    /// <param name="output">The number of the first of the two outputs.</param>
    /// <param name="shape">[rows, width].</param>
    /// <param name="range">What the bytes are.</param>
    public QuantizedRows(KernelContext context, int output, (long Rows, long Width) shape, ByteRange range)
    {
        _bytes = (byte*)context.Output(output, shape.Rows, shape.Width);
        _scales = (float*)context.Output(output + 1, shape.Rows);
        _width = shape.Width;
        _range = range;
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">Which.</param>
    /// <param name="values">[width].</param>
    public void Write(long row, float* values)
    {
        if (_bytes != null && _scales != null)
        {
            _scales[row] = _range.Quantize(values, _bytes + (row * _width), _width);
        }
    }
}
