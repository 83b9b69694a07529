using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

/// <summary>Products of whole numbers, as int8 graphs have them: each operator does with one what it does with the same product in floats.</summary>
public sealed class WholeProductTests
{
    private const int Rows = 3;
    private const int Tokens = 6;

    [Theory]
    [InlineData(RaggedOperators.Affine, 33)]
    [InlineData(RaggedOperators.Affine, 256)]
    [InlineData(RaggedOperators.AddNorm, 33)]
    [InlineData(RaggedOperators.AddNorm, 256)]
    [InlineData(RaggedOperators.DualAddNorm, 33)]
    [InlineData(RaggedOperators.DualAddNorm, 256)]
    [InlineData(RaggedOperators.EncoderAttention, 96)]
    [InlineData(RaggedOperators.SelfAttention, 96)]
    [InlineData(RaggedOperators.CrossAttention, 32)]
    public void Every_operator_scales_rows_and_columns(string name, int width)
    {
        var random = new Random(width);
        var (numbers, scale, columns, bias) = (Enumerable.Range(0, Rows * width).Select(_ => random.Next(-40000, 40000)).ToArray(), random.Floats(Rows), random.Floats(width), random.Floats(width));
        var scaled = numbers.Select((number, i) => number * 1e-4f * (scale[i / width] * columns[i % width])).ToArray();
        var smallColumns = columns.Select(column => column * 1e-4f).ToArray();

        var whole = Run(name, [TestTensor.Of(numbers, Rows, width), TestTensor.Of(scale, Rows), TestTensor.Of(bias, width)], TestTensor.Of(smallColumns, width), width);
        var floats = Run(name, [TestTensor.Of(scaled, Rows, width), null, TestTensor.Of(bias, width)], null, width);

        PlainAttention.AssertClose([.. floats.Select(value => (double)value)], whole, 1e-4);
    }

    [Fact]
    public void Floats_with_scales_of_columns_and_whole_numbers_without_are_refused()
    {
        TestTensor?[] scaleAndBias = [TestTensor.Of(new float[1], 1), TestTensor.Of(new float[4], 4)];

        Assert.Contains("Affine: the input product must be of 32-bit whole numbers", Refusal([TestTensor.Of(new float[4], 1, 4), .. scaleAndBias, TestTensor.Of(new float[4], 4)]));
        Assert.Contains("Affine: the input product must be of 32-bit whole numbers", Refusal([TestTensor.Of(new int[4], 1, 4), .. scaleAndBias]));
        Assert.Contains("Affine: the input columns is [3], not [4]", Refusal([TestTensor.Of(new int[4], 1, 4), .. scaleAndBias, TestTensor.Of(new float[3], 3)]));
    }

    private static string Refusal(TestTensor?[] inputs) =>
        Assert.Throws<OnnxRuntimeException>(() => OneOperator.Run(RaggedOperators.Affine, inputs, [1])).Message;

    // The first output; what the operator reads beside the product is the same in every call.
    private static float[] Run(string name, TestTensor?[] product, TestTensor? columns, int width)
    {
        var others = Others(name, width);
        return (float[])OneOperator.Run(name, [.. product, .. others.Inputs, columns], [1, .. others.MoreOutputs], others.Attributes)[0];
    }

    private static (TestTensor[] Inputs, int[] MoreOutputs, (string, object)[] Attributes) Others(string name, int width)
    {
        var random = new Random(1);
        TestTensor Floats(params long[] shape) => TestTensor.Of(random.Floats((int)shape.Aggregate((a, b) => a * b)), shape);
        (string, object)[] attention = [(RaggedOperators.Heads, 4), (RaggedOperators.Layer, 0)];
        return name switch
        {
            RaggedOperators.Affine => ([], [], []),
            RaggedOperators.AddNorm => ([Floats(Rows, width), Floats(width), Floats(width)], [1], [(RaggedOperators.Epsilon, 1e-5f)]),
            RaggedOperators.DualAddNorm => (
                [Floats(Rows, width), Floats(Rows, width), Floats(width), Floats(width)], [1], [(RaggedOperators.Epsilon, 1e-5f), (RaggedOperators.DualScale, 0.5f)]),
            RaggedOperators.EncoderAttention => ([TestTensor.Of(new[] { 0, 2, Rows }, 3)], [], attention[..1]),
            RaggedOperators.SelfAttention => (
                [
                    Floats(Rows, Tokens, 2 * width / 3), TestTensor.Of(new long[] { 0, 2, 5 }, Rows),
                    TestTensor.Of(Enumerable.Range(0, Rows * Tokens).Select(i => i / Tokens).ToArray(), Rows, Tokens),
                ],
                [],
                attention),
            _ => ([Floats(2, Tokens, 2 * width), TestTensor.Of(new[] { 1, 0, 1 }, Rows), TestTensor.Of(new[] { 6, 1, 3 }, Rows)], [], attention),
        };
    }
}
