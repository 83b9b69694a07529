using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.SelfAttention"/>. It writes its input <c>cache</c>, which is the engine's memory.</summary>
internal sealed unsafe class SelfAttention(int heads, int layer, ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.SelfAttention,
        [
            .. LinearRows.Inputs, new("cache", ElementType.Float), new("positions", ElementType.Int64), new("cells", ElementType.Int32), LinearRows.Columns,
        ],
        [new("context", ElementType.Float), .. QuantizedRows.Outputs],
        attributes => new SelfAttention(HeadCount.Of(attributes), LayerMemory.LayerOf(attributes), ByteRange.OfOptional(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var (rows, width) = (linear.Rows, linear.Width / 3);
        HeadCount.Check(3 * heads, linear.Width);
        var cache = new LayerMemory(context.Input(3, rank: 3), layer, width);
        var positions = (long*)context.Vector(4, rows);
        var columns = context.Input(5, rank: 2)[1];
        var cells = (int*)context.Matrix(5, rows, columns);
        var output = (float*)context.Output(0, rows, width);
        var quantized = new QuantizedRows(context, 1, (rows, width), range);
        for (long row = 0; row < rows; row++)
        {
            Check(positions[row], cells + (row * columns), columns, cache);
            linear.Write(row, width, 2 * width, cache.Key(cells[(row * columns) + positions[row]], positions[row]));
        }

        var attention = new AttentionHeads(heads, width, width);
        var scratch = new AttentionScratch(columns, heads);
        Locate(0);
        for (long row = 0; row < rows; row++)
        {
            Locate(row + 1);
            linear.Write(row, 0, width, output + (row * width));
            attention.Attend(output + (row * width), row, (int)positions[row] + 1, scratch, output + (row * width));
            quantized.Write(row, output + (row * width));
        }

        void Locate(long row)
        {
            for (long t = 0; row < rows && t <= positions[row]; t++)
            {
                scratch.Tokens(row)[t] = cache.Key(cells[(row * columns) + t], t);
            }
        }
    }

    // A cell outside the cache would be read from, or written to, memory of somebody else.
    private static void Check(long position, int* cells, long columns, LayerMemory cache)
    {
        if (position < 0 || position >= columns || position >= cache.Tokens)
        {
            throw new OperatorException($"position {position} is outside the {columns} columns of cells or the {cache.Tokens} positions of the cache");
        }

        for (var t = 0; t <= position; t++)
        {
            if ((uint)cells[t] >= cache.Places)
            {
                throw new OperatorException($"cell {cells[t]} is outside the cache of {cache.Places} cells");
            }
        }
    }
}
