using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class CrossAttentionTests
{
    private const int Slots = 3;
    private const int Room = 37;
    private const int Layers = 2;
    private const int Layer = 1;
    private static readonly int[] SlotOfRow = [2, 2, 2, 0, 1, 1, 2];
    private static readonly int[] LengthOfRow = [37, 37, 37, 1, 16, 16, 20];

    [Theory]
    [InlineData(32, 4, false)]
    [InlineData(256, 4, true)]
    [InlineData(30, 3, true)]
    [InlineData(96, 2, false)]
    public void Every_row_attends_to_its_own_source(int width, int heads, bool scaled)
    {
        var random = new Random(width);
        var (product, bias, sources) = (random.Floats(7 * width), random.Floats(width), random.Floats(Slots * Room * 2 * Layers * width));
        var scale = scaled ? random.Floats(7) : null;
        var context = Run(product, scale, bias, sources, SlotOfRow, LengthOfRow, heads);
        for (var row = 0; row < 7; row++)
        {
            var tokens = Enumerable.Range(0, LengthOfRow[row]).Select(t => (((SlotOfRow[row] * Room) + t) * 2 * Layers * width) + (2 * Layer * width)).ToArray();
            var keys = tokens.Select(token => sources.AsSpan(token, width).ToArray().Select(number => (double)number).ToArray()).ToArray();
            var values = tokens.Select(token => sources.AsSpan(token + width, width).ToArray().Select(number => (double)number).ToArray()).ToArray();
            var expected = PlainAttention.Attend(PlainAttention.Linear(product, scale, bias, row, ..), keys, values, heads);
            PlainAttention.AssertClose(expected, context.AsSpan(row * width, width));
        }
    }

    [Theory]
    [InlineData(256, 4)]
    [InlineData(96, 2)]
    public void A_row_has_the_same_bits_alone_and_among_others(int width, int heads)
    {
        var random = new Random(1);
        var (product, scale, bias, sources) = (random.Floats(7 * width), random.Floats(7), random.Floats(width), random.Floats(Slots * Room * 2 * Layers * width));
        var all = Run(product, scale, bias, sources, SlotOfRow, LengthOfRow, heads);
        for (var row = 0; row < 7; row++)
        {
            var part = (row * width)..((row + 1) * width);
            Assert.Equal(all[part], Run(product[part], [scale[row]], bias, sources, [SlotOfRow[row]], [LengthOfRow[row]], heads));
        }
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(-1, 5)]
    [InlineData(0, 0)]
    [InlineData(0, 38)]
    public void A_slot_or_length_outside_the_memory_is_refused(int slot, int length)
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => Run(new float[32], [1], new float[32], new float[Slots * Room * 128], [slot], [length], 4));
        Assert.Contains($"slot {slot} with {length} tokens is outside the 3 slots of 1 … 37 tokens", error.Message);
    }

    [Fact]
    public void No_rows_give_no_rows() => Assert.Empty(Run([], [], new float[32], new float[Slots * Room * 128], [], [], 4));

    private static float[] Run(float[] product, float[]? scale, float[] bias, float[] sources, int[] slots, int[] lengths, int heads)
    {
        var width = bias.Length;
        var rows = slots.Length;
        return (float[])OneOperator.Run(
            RaggedOperators.CrossAttention,
            [
                TestTensor.Of(product, rows, width), scale is null ? null : TestTensor.Of(scale, rows), TestTensor.Of(bias, width),
                TestTensor.Of(sources, Slots, Room, 2 * Layers * width), TestTensor.Of(slots, rows), TestTensor.Of(lengths, rows),
            ],
            [1],
            (RaggedOperators.Heads, heads),
            (RaggedOperators.Layer, Layer))[0];
    }
}
