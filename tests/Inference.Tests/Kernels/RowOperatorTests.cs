using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

/// <summary>Affine, AddNorm and DualAddNorm: what happens between two products of a row.</summary>
public sealed class RowOperatorTests
{
    private const float Epsilon = 1e-5f;
    private const float DualScale = 0.3f;

    public static readonly TheoryData<int, bool> Shapes = new()
    {
        { 1, true }, { 16, false }, { 30, true }, { 32, false }, { 48, true }, { 256, true }, { 257, false }, { 512, true },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Affine_scales_each_row_and_adds_the_bias(int width, bool scaled)
    {
        var data = new Data(width, scaled);
        var plain = data.Affine(relu: 0);
        var cut = data.Affine(relu: 1);
        for (var row = 0; row < Data.Rows; row++)
        {
            var expected = data.Value(row);
            PlainAttention.AssertClose(expected, plain.AsSpan(row * width, width));
            PlainAttention.AssertClose(expected.Select(value => Math.Max(0, value)).ToArray(), cut.AsSpan(row * width, width));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AddNorm_gives_the_stream_and_its_norm(int width, bool scaled)
    {
        var data = new Data(width, scaled);
        var (normed, sum) = data.AddNorm();
        for (var row = 0; row < Data.Rows; row++)
        {
            var expected = data.Value(row).Zip(data.X[(row * width)..], (value, x) => value + x).ToArray();
            PlainAttention.AssertClose(expected, sum.AsSpan(row * width, width));
            PlainAttention.AssertClose(data.Norm(expected), normed.AsSpan(row * width, width), 1e-4);
        }

        Assert.Equal(normed, data.AddNormWithoutSum());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DualAddNorm_gives_both_streams(int width, bool scaled)
    {
        var data = new Data(width, scaled);
        var (normed, dual) = data.DualAddNorm();
        for (var row = 0; row < Data.Rows; row++)
        {
            var value = data.Value(row);
            PlainAttention.AssertClose(data.Norm([.. value.Zip(data.X[(row * width)..], (v, x) => v + x)]), normed.AsSpan(row * width, width), 1e-4);
            PlainAttention.AssertClose(value.Zip(data.Dual[(row * width)..], (v, d) => (v * DualScale) + d).ToArray(), dual.AsSpan(row * width, width));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_has_the_same_bits_alone_and_among_others(int width, bool scaled)
    {
        var all = new Data(width, scaled);
        var part = (2 * width)..(3 * width);
        var alone = all.Only(2);
        Assert.Equal(all.Affine(relu: 1)[part], alone.Affine(relu: 1));
        Assert.Equal(all.AddNorm().Normed[part], alone.AddNorm().Normed);
        Assert.Equal(all.AddNorm().Sum[part], alone.AddNorm().Sum);
        Assert.Equal(all.DualAddNorm().Normed[part], alone.DualAddNorm().Normed);
        Assert.Equal(all.DualAddNorm().Dual[part], alone.DualAddNorm().Dual);
    }

    [Fact]
    public void Not_a_number_stays_visible_in_its_row_alone()
    {
        var data = new Data(40, scaled: true);
        data.Product[40 + 3] = float.NaN;
        foreach (var result in new[] { data.Affine(relu: 1), data.AddNorm().Normed, data.DualAddNorm().Normed, data.DualAddNorm().Dual })
        {
            Assert.Contains(result[40..80], float.IsNaN);
            Assert.DoesNotContain(result[..40], float.IsNaN);
            Assert.DoesNotContain(result[80..], float.IsNaN);
        }
    }

    [Fact]
    public void No_rows_give_no_rows()
    {
        var data = new Data(32, scaled: true).Only(0, count: 0);
        Assert.Empty(data.Affine(relu: 0));
        Assert.Empty(data.AddNorm().Normed);
        Assert.Empty(data.DualAddNorm().Dual);
    }

    [Fact]
    public void Tensors_that_do_not_fit_are_refused_by_name()
    {
        var data = new Data(32, scaled: true) { Bias = new float[31] };
        Assert.Contains("AddNorm: the input bias is [31], not [32]", Assert.Throws<OnnxRuntimeException>(() => data.AddNorm()).Message);
        data = new Data(32, scaled: true) { Scale = new float[2] };
        Assert.Contains("Affine: the input scale is [2], not [4]", Assert.Throws<OnnxRuntimeException>(() => data.Affine(relu: 0)).Message);
    }

    [Fact]
    public void Attributes_that_make_no_sense_are_refused_when_the_graph_is_loaded()
    {
        var data = new Data(32, scaled: true);
        Assert.Contains("Affine: the attribute relu is 2, outside 0 … 1", Assert.Throws<OnnxRuntimeException>(() => data.Affine(relu: 2)).Message);
        var error = Assert.Throws<OnnxRuntimeException>(() => new OneOperator(RaggedOperators.AddNorm, [1, 1, 1, 1, 1, 1], [1, 1]));
        Assert.Contains("epsilon", error.Message);
    }

    private sealed class Data
    {
        public const int Rows = 4;
        private readonly int _width;
        private readonly int _rows;

        public Data(int width, bool scaled, int rows = Rows)
        {
            var random = new Random(width);
            (_width, _rows) = (width, rows);
            Product = random.Floats(rows * width);
            Scale = scaled ? random.Floats(rows) : null;
            Bias = random.Floats(width);
            X = random.Floats(rows * width);
            Dual = random.Floats(rows * width);
            Weight = random.Floats(width);
            Offset = random.Floats(width);
        }

        public float[] Product { get; private init; }

        public float[]? Scale { get; init; }

        public float[] Bias { get; init; }

        public float[] X { get; private init; }

        public float[] Dual { get; private init; }

        public float[] Weight { get; private init; }

        public float[] Offset { get; private init; }

        public Data Only(int row, int count = 1)
        {
            var part = (row * _width)..((row + count) * _width);
            return new Data(_width, Scale is not null, count)
            {
                Product = Product[part],
                Scale = Scale?[row..(row + count)],
                Bias = Bias,
                X = X[part],
                Dual = Dual[part],
                Weight = Weight,
                Offset = Offset,
            };
        }

        public double[] Value(int row) => PlainAttention.Linear(Product, Scale, Bias, row, ..);

        public double[] Norm(double[] x)
        {
            var mean = x.Average();
            var variance = x.Average(number => (number - mean) * (number - mean));
            return [.. x.Select((number, i) => ((number - mean) / Math.Sqrt(variance + Epsilon) * Weight[i]) + Offset[i])];
        }

        public float[] Affine(int relu) => (float[])OneOperator.Run(RaggedOperators.Affine, Linear, [1], (RaggedOperators.Relu, relu))[0];

        public (float[] Normed, float[] Sum) AddNorm()
        {
            var outputs = OneOperator.Run(RaggedOperators.AddNorm, [.. Linear, Matrix(X), Vector(Weight), Vector(Offset)], [1, 1], (RaggedOperators.Epsilon, Epsilon));
            return ((float[])outputs[0], (float[])outputs[1]);
        }

        public float[] AddNormWithoutSum() =>
            (float[])OneOperator.Run(RaggedOperators.AddNorm, [.. Linear, Matrix(X), Vector(Weight), Vector(Offset)], [1], (RaggedOperators.Epsilon, Epsilon))[0];

        public (float[] Normed, float[] Dual) DualAddNorm()
        {
            var outputs = OneOperator.Run(
                RaggedOperators.DualAddNorm,
                [.. Linear, Matrix(X), Matrix(Dual), Vector(Weight), Vector(Offset)],
                [1, 1],
                (RaggedOperators.Epsilon, Epsilon),
                (RaggedOperators.DualScale, DualScale));
            return ((float[])outputs[0], (float[])outputs[1]);
        }

        private TestTensor?[] Linear => [Matrix(Product), Scale is null ? null : Vector(Scale), Vector(Bias)];

        private static TestTensor Vector(float[] data) => TestTensor.Of(data, data.Length);

        private TestTensor Matrix(float[] data) => TestTensor.Of(data, _rows, _width);
    }
}
