using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.CrossAttention"/>.</summary>
internal sealed unsafe class CrossAttention(int heads, int layer, ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.CrossAttention,
        [
            .. LinearRows.Inputs, new("sources", ElementType.Float), new("slots", ElementType.Int32), new("lengths", ElementType.Int32), LinearRows.Columns,
        ],
        [new("context", ElementType.Float), .. QuantizedRows.Outputs],
        attributes => new CrossAttention(HeadCount.Of(attributes), LayerMemory.LayerOf(attributes), ByteRange.OfOptional(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var (rows, width) = (linear.Rows, linear.Width);
        HeadCount.Check(heads, width);
        var sources = new LayerMemory(context.Input(3, rank: 3), layer, width);
        var slots = (int*)context.Vector(4, rows);
        var lengths = (int*)context.Vector(5, rows);
        var output = (float*)context.Output(0, rows, width);
        var quantized = new QuantizedRows(context, 1, (rows, width), range);
        for (long row = 0; row < rows; row++)
        {
            Check(slots[row], lengths[row], sources);
        }

        var attention = new AttentionHeads(heads, width, width);
        var scratch = new AttentionScratch(sources.Tokens, Math.Max(2, heads));
        for (long row = 0, end; row < rows; row = end)
        {
            end = EndOfRun(slots, lengths, row, rows);
            for (var r = row; r < end; r++)
            {
                linear.Write(r, output + (r * width));
            }

            if (end - row > 1 && AttentionPairs.Fit(heads, width))
            {
                var tokens = (lengths[row], sources.TokenWidth);
                new AttentionPairs(heads, width).Attend(sources.Key(slots[row], 0), tokens, output + (row * width), (int)(end - row), scratch);
            }
            else
            {
                AttendAlone(row, end);
            }

            for (var r = row; r < end; r++)
            {
                quantized.Write(r, output + (r * width));
            }
        }

        void AttendAlone(long row, long end)
        {
            for (var r = row; r < end; r++)
            {
                Locate(r);
                Locate(r + 1);
                attention.Attend(output + (r * width), r, lengths[r], scratch, output + (r * width));
            }
        }

        void Locate(long row)
        {
            for (var t = 0; row < rows && t < lengths[row]; t++)
            {
                scratch.Tokens(row)[t] = sources.Key(slots[row], t);
            }
        }
    }

    // The beams of a sentence stand side by side and read the same source.
    private static long EndOfRun(int* slots, int* lengths, long row, long rows)
    {
        var end = row + 1;
        while (end < rows && slots[end] == slots[row] && lengths[end] == lengths[row])
        {
            end++;
        }

        return end;
    }

    private static void Check(int slot, int length, LayerMemory sources)
    {
        if (slot < 0 || slot >= sources.Places || length < 1 || length > sources.Tokens)
        {
            throw new OperatorException($"slot {slot} with {length} tokens is outside the {sources.Places} slots of 1 … {sources.Tokens} tokens");
        }
    }
}
