using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

/// <summary>Operators that give the bytes of their first output themselves: the same as QuantizeRows behind them.</summary>
public sealed class QuantizedRowsTests
{
    private const int Rows = 3;
    private const int Width = 48;
    private static readonly (string, object)[] Range = [(RaggedOperators.ZeroPoint, 128), (RaggedOperators.Limit, 127)];

    [Theory]
    [InlineData(RaggedOperators.Embed)]
    [InlineData(RaggedOperators.Affine)]
    [InlineData(RaggedOperators.AddNorm)]
    [InlineData(RaggedOperators.DualAddNorm)]
    [InlineData(RaggedOperators.SelfAttention)]
    [InlineData(RaggedOperators.CrossAttention)]
    public void Bytes_are_those_of_QuantizeRows(string name)
    {
        var (inputs, floats, attributes) = Node(name);

        var outputs = OneOperator.Run(name, inputs, [.. Enumerable.Repeat(1, floats), 2, 1], [.. attributes, .. Range]);

        var expected = OneOperator.Run(RaggedOperators.QuantizeRows, [TestTensor.Of((float[])outputs[0], Rows, outputs[0].Length / Rows)], [2, 1], Range);
        Assert.Equal((byte[])expected[0], (byte[])outputs[floats]);
        Assert.Equal((float[])expected[1], (float[])outputs[floats + 1]);
        Assert.Equal((float[])OneOperator.Run(name, inputs, [.. Enumerable.Repeat(1, floats)], attributes)[0], (float[])outputs[0]);
    }

    // Inputs, outputs before the bytes, and attributes.
    private static (TestTensor[] Inputs, int Floats, (string, object)[] Attributes) Node(string name)
    {
        var random = new Random(3);
        TestTensor Floats(params long[] shape) => TestTensor.Of(random.Floats((int)shape.Aggregate((a, b) => a * b)), shape);
        TestTensor[] Product(int width) => [Floats(Rows, width), Floats(Rows), Floats(width)];
        var epsilon = (RaggedOperators.Epsilon, (object)1e-5f);
        (string, object)[] attention = [(RaggedOperators.Heads, 3), (RaggedOperators.Layer, 0)];
        return name switch
        {
            RaggedOperators.Embed => (
                [TestTensor.Of(new long[] { 2, 0, 1 }, Rows), TestTensor.Of(new long[] { 0, 1, 1 }, Rows), Floats(3, Width), Floats(2, Width)], 1, [(RaggedOperators.Factor, 2f)]),
            RaggedOperators.Affine => (Product(Width), 1, []),
            RaggedOperators.AddNorm => ([.. Product(Width), Floats(Rows, Width), Floats(Width), Floats(Width)], 2, [epsilon]),
            RaggedOperators.DualAddNorm => (
                [.. Product(Width), Floats(Rows, Width), Floats(Rows, Width), Floats(Width), Floats(Width)], 2, [epsilon, (RaggedOperators.DualScale, 0.5f)]),
            RaggedOperators.SelfAttention => (
                [.. Product(3 * Width), Floats(Rows, 2, 2 * Width), TestTensor.Of(new long[] { 0, 1, 0 }, Rows), TestTensor.Of(new[] { 0, 0, 1, 1, 2, 2 }, Rows, 2)], 1, attention),
            _ => ([.. Product(Width), Floats(2, 4, 2 * Width), TestTensor.Of(new[] { 1, 0, 1 }, Rows), TestTensor.Of(new[] { 4, 1, 3 }, Rows)], 1, attention),
        };
    }
}
