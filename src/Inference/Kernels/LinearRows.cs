using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>
/// The output of a linear layer, [rows, width], not yet computed from its product: product · scale · columns + bias. In an fp32 graph the product is of floats and has no scales; in an
/// int8 graph it is of whole numbers, with a scale for each row and one for each column.
/// </summary>
internal readonly unsafe struct LinearRows
{
    /// <summary>The first inputs of every operator that reads a product.</summary>
    public static readonly Parameter[] Inputs =
    [
        new("product", ElementType.Any), new("scale", ElementType.Float, IsOptional: true), new("bias", ElementType.Float),
    ];

    /// <summary>The last one.</summary>
    public static readonly Parameter Columns = new("columns", ElementType.Float, IsOptional: true);

    private readonly void* _product;
    private readonly float* _scales;
    private readonly float* _columns;
    private readonly float* _bias;

    /// <exception cref="OperatorException">The inputs do not fit each other.</exception>
    public LinearRows(KernelContext context)
    {
        var product = context.Input(0, rank: 2);
        (Rows, Width) = (product[0], product[1]);
        _product = product.Data;
        _scales = context.OptionalVector(1, Rows);
        _bias = (float*)context.Vector(2, Width);
        _columns = context.OptionalVector(context.LastInput, Width);
        if (product.Type != (_columns == null ? ElementType.Float : ElementType.Int32))
        {
            throw new OperatorException("the input product must be of 32-bit whole numbers where it has scales of columns, and of 32-bit floats where it has none");
        }
    }

    public long Rows { get; }

    public long Width { get; }

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="target">[width].</param>
    public void Write(long row, float* target) => Write(row, 0, Width, target);

    /// <summary>Writes a part of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The part's first column.</param>
    /// <param name="count">The part's columns.</param>
    /// <param name="target">[count].</param>
    public void Write(long row, long column, long count, float* target)
    {
        var offset = (row * Width) + column;
        var scale = _scales == null ? 1f : _scales[row];
        if (_columns == null)
        {
            Linear.Write((float*)_product + offset, scale, _bias + column, target, count);
        }
        else
        {
            Linear.Write((int*)_product + offset, scale, _columns + column, _bias + column, target, count);
        }
    }
}
