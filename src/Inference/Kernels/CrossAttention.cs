using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.CrossAttention"/>.</summary>
internal sealed unsafe class CrossAttention(int heads, int layer) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.CrossAttention,
        [
            .. LinearRows.Inputs, new("sources", ElementType.Float), new("slots", ElementType.Int32), new("lengths", ElementType.Int32), LinearRows.Columns,
        ],
        [new("context", ElementType.Float)],
        attributes => new CrossAttention(HeadCount.Of(attributes), LayerMemory.LayerOf(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var (rows, width) = (linear.Rows, linear.Width);
        HeadCount.Check(heads, width);
        var sources = new LayerMemory(context.Input(3, rank: 3), layer, width);
        var slots = (int*)context.Vector(4, rows);
        var lengths = (int*)context.Vector(5, rows);
        var output = (float*)context.Output(0, rows, width);
        for (long row = 0; row < rows; row++)
        {
            Check(slots[row], lengths[row], sources);
        }

        var attention = new AttentionHeads(heads, width, width);
        var scratch = new AttentionScratch(sources.Tokens, heads);
        Locate(0);
        for (long row = 0; row < rows; row++)
        {
            Locate(row + 1);
            linear.Write(row, 0, width, output + (row * width));
            attention.Attend(output + (row * width), row, lengths[row], scratch, output + (row * width));
        }

        void Locate(long row)
        {
            for (var t = 0; row < rows && t < lengths[row]; t++)
            {
                scratch.Tokens(row)[t] = sources.Key(slots[row], t);
            }
        }
    }

    private static void Check(int slot, int length, LayerMemory sources)
    {
        if (slot < 0 || slot >= sources.Places || length < 1 || length > sources.Tokens)
        {
            throw new OperatorException($"slot {slot} with {length} tokens is outside the {sources.Places} slots of 1 … {sources.Tokens} tokens");
        }
    }
}
