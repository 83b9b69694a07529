namespace TranslationService.Inference.Kernels;

/// <summary>The output of a linear layer, [rows, width], not yet computed from its product.</summary>
internal readonly unsafe struct LinearRows(Tensor product, float* scales, void* bias)
{
    private readonly float* _product = (float*)product.Data;
    private readonly float* _scales = scales;
    private readonly float* _bias = (float*)bias;

    public long Width { get; } = product[1];

    /// <summary>Writes a part of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The part's first column.</param>
    /// <param name="count">The part's columns.</param>
    /// <param name="target">[count].</param>
    public void Write(long row, long column, long count, float* target) =>
        Linear.Write(_product + (row * Width) + column, Linear.ScaleOf(_scales, row), _bias + column, target, count);
}
