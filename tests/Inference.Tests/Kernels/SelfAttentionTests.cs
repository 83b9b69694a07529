using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class SelfAttentionTests
{
    [Theory]
    [InlineData(32, 4, false)]
    [InlineData(32, 4, true)]
    [InlineData(64, 4, true)]
    [InlineData(30, 3, false)]
    [InlineData(128, 1, true)]
    [InlineData(256, 4, true)]
    [InlineData(96, 2, false)]
    [InlineData(160, 2, true)]
    [InlineData(8, 8, true)]
    public void Every_row_attends_to_its_own_cells_up_to_its_position(int width, int heads, bool scaled)
    {
        var step = new Step(width, heads, rows: 9, scaled, seed: width + heads);
        var before = (float[])step.Cache.Clone();
        var context = step.Run();
        step.AssertContext(context);
        step.AssertCache(before);
    }

    [Fact]
    public void A_row_has_the_same_bits_alone_in_another_place_and_among_others()
    {
        foreach (var (width, heads) in new[] { (256, 4), (30, 3), (96, 2) })
        {
            var together = new Step(width, heads, rows: 9, scaled: true, seed: 3);
            var all = together.Run();
            for (var row = 0; row < 9; row++)
            {
                var alone = together.Only(row);
                Assert.Equal(all[(row * width)..((row + 1) * width)], alone.Run());
            }
        }
    }

    [Fact]
    public void Not_a_number_stays_visible_in_its_row_alone()
    {
        var step = new Step(32, 4, rows: 3, scaled: true, seed: 4);
        step.Product[96 + 5] = float.NaN;
        var context = step.Run();
        Assert.Contains(context[32..64], float.IsNaN);
        Assert.DoesNotContain(context[..32], float.IsNaN);
        Assert.DoesNotContain(context[64..], float.IsNaN);
    }

    [Fact]
    public void No_rows_give_no_rows() => Assert.Empty(new Step(32, 4, rows: 0, scaled: true, seed: 1).Run());

    [Fact]
    public void What_does_not_fit_is_refused_in_a_sentence()
    {
        AssertRefused("cell 99 is outside the cache of 12 cells", step => step.Cells[0] = 99);
        AssertRefused("cell -1 is outside", step => step.Cells[0] = -1);
        AssertRefused("position 400 is outside", step => step.Positions[1] = 400);
        AssertRefused("position -1 is outside", step => step.Positions[1] = -1);
        AssertRefused("the input bias is [4], not [96]", step => step.Bias = new float[4]);
        AssertRefused("too few for layer 7", step => step.Layer = 7);
        AssertRefused("5 heads do not share", step => step.Heads = 5);
    }

    private static void AssertRefused(string sentence, Action<Step> break_)
    {
        var step = new Step(32, 4, rows: 3, scaled: true, seed: 4);
        break_(step);
        Assert.Contains(sentence, Assert.Throws<OnnxRuntimeException>(step.Run).Message);
    }

    private sealed class Step
    {
        private const int Places = 12;
        private const int Capacity = 40;
        private const int Layers = 2;
        private readonly int _width;
        private readonly int _rows;

        public Step(int width, int heads, int rows, bool scaled, int seed)
        {
            var random = new Random(seed);
            (_width, Heads, _rows) = (width, heads, rows);
            Product = random.Floats(rows * 3 * width);
            Scale = scaled ? random.Floats(rows) : null;
            Bias = random.Floats(3 * width);
            Cache = random.Floats(Places * Capacity * 2 * Layers * width);
            Positions = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(Capacity))];
            Cells = new int[rows * Capacity];
            for (var row = 0; row < rows; row++)
            {
                for (var t = 0; t < Capacity; t++)
                {
                    // Rows write to cells of their own, and share what they read, as beams do.
                    Cells[(row * Capacity) + t] = t < Positions[row] ? random.Next(rows, Places) : t == Positions[row] ? row : -7;
                }
            }
        }

        public int Heads { get; set; }

        public int Layer { get; set; } = 1;

        public float[] Product { get; private init; }

        public float[]? Scale { get; private init; }

        public float[] Bias { get; set; }

        public float[] Cache { get; private init; }

        public long[] Positions { get; private init; }

        public int[] Cells { get; private init; }

        public Step Only(int row) => new(_width, Heads, 1, scaled: true, seed: 0)
        {
            Product = Product[(row * 3 * _width)..((row + 1) * 3 * _width)],
            Scale = Scale![row..(row + 1)],
            Bias = Bias,
            Cache = Cache,
            Positions = Positions[row..(row + 1)],
            Cells = Cells[(row * Capacity)..((row + 1) * Capacity)],
        };

        public float[] Run() => (float[])OneOperator.Run(
            RaggedOperators.SelfAttention,
            [
                TestTensor.Of(Product, _rows, 3 * _width), Scale is null ? null : TestTensor.Of(Scale, _rows), TestTensor.Of(Bias, Bias.Length),
                TestTensor.Of(Cache, Places, Capacity, 2 * Layers * _width), TestTensor.Of(Positions, _rows), TestTensor.Of(Cells, _rows, Capacity),
            ],
            [1],
            (RaggedOperators.Heads, Heads),
            (RaggedOperators.Layer, Layer))[0];

        public void AssertContext(float[] context)
        {
            for (var row = 0; row < _rows; row++)
            {
                var keys = Enumerable.Range(0, (int)Positions[row] + 1).Select(t => Doubles(Cache, Place(row, t), _width)).ToArray();
                var values = Enumerable.Range(0, (int)Positions[row] + 1).Select(t => Doubles(Cache, Place(row, t) + _width, _width)).ToArray();
                var query = PlainAttention.Linear(Product, Scale, Bias, row, .._width);
                PlainAttention.AssertClose(PlainAttention.Attend(query, keys, values, Heads), context.AsSpan(row * _width, _width));
            }
        }

        // Only the new tokens' keys and values of this layer have changed.
        public void AssertCache(float[] before)
        {
            for (var row = 0; row < _rows; row++)
            {
                var place = Place(row, (int)Positions[row]);
                PlainAttention.AssertClose(PlainAttention.Linear(Product, Scale, Bias, row, _width..), Cache.AsSpan(place, 2 * _width));
                Cache.AsSpan(place, 2 * _width).CopyTo(before.AsSpan(place));
            }

            Assert.Equal(before, Cache);
        }

        private static double[] Doubles(float[] numbers, int start, int count) => [.. numbers.AsSpan(start, count).ToArray().Select(number => (double)number)];

        private int Place(int row, int t) => (((Cells[(row * Capacity) + t] * Capacity) + t) * 2 * Layers * _width) + (2 * Layer * _width);
    }
}
