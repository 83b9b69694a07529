using TorchSharp;
using TranslationService.Artifacts.Architecture;
using TranslationService.Model.Checkpoints;
using TranslationService.Model.Tests.Equations;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

/// <summary>The TorchSharp model in padded batches against the equations in double precision, sentence by sentence.</summary>
public sealed class TransformerEquationTests
{
    private static readonly TransformerConfig[] Shapes =
    [
        TestModel.Config(ResidualScheme.PostLN),
        TestModel.Config(ResidualScheme.PostLN) with { ModelDimension = 4, FeedForwardDimension = 3, AttentionHeads = 1, EncoderLayers = 1, DecoderLayers = 1 },
        TestModel.Config(ResidualScheme.PostLN) with { ModelDimension = 24, FeedForwardDimension = 40, AttentionHeads = 3, EncoderLayers = 1, DecoderLayers = 4 },
        TestModel.Config(ResidualScheme.PostLN) with { ModelDimension = 32, FeedForwardDimension = 16, AttentionHeads = 16, EncoderLayers = 6, DecoderLayers = 1 },
        TestModel.Config(ResidualScheme.PostLN) with { LayerNormEpsilon = 0.5f, DualLayerNormEpsilon = 0.01f, DualStreamScale = 0.3f },
    ];

    public static TheoryData<ResidualScheme, int> SchemesAndShapes =>
        [.. from scheme in Enum.GetValues<ResidualScheme>() from shape in Enumerable.Range(0, Shapes.Length) select (scheme, shape)];

    [Theory]
    [MemberData(nameof(SchemesAndShapes))]
    public void Encoder_decoder_and_logits_are_those_of_the_equations(ResidualScheme scheme, int shape)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var config = Shapes[shape] with { Scheme = scheme };
        var model = TestModel.Create(config, seed: 10 + shape);
        var equations = new EquationTransformer(config, ModelWeights.Read(model));
        var random = new Random(shape);
        int[][] sources = [.. new[] { 1, 7, 3, config.MaxPositions }.Select(length => TestModel.Ids(length, config, random))];
        int[][] targets = [.. new[] { 5, 1, config.MaxPositions, 2 }.Select(length => TestModel.Ids(length, config, random))];

        var sourceIds = TestModel.Padded(sources);
        var mask = Transformer.MaskOf(sourceIds);
        var encoded = model.Encode(sourceIds, mask);
        var decoded = model.Decode(TestModel.Padded(targets), encoded, mask);
        var logits = model.forward(sourceIds, TestModel.Padded(targets));

        for (var i = 0; i < sources.Length; i++)
        {
            var expectedEncoded = equations.Encode(sources[i]).Output;
            var expectedDecoded = equations.Decode(targets[i], expectedEncoded).Output;
            AssertClose(expectedEncoded, TestModel.Rows(encoded, i, sources[i].Length));
            AssertClose(expectedDecoded, TestModel.Rows(decoded, i, targets[i].Length));
            AssertClose(equations.Logits(expectedDecoded), TestModel.Rows(logits, i, targets[i].Length));
        }
    }

    [Fact]
    public void The_schemes_differ()
    {
        using var scope = NewDisposeScope();
        var logits = Enum.GetValues<ResidualScheme>()
            .Select(scheme => TestModel.Create(TestModel.Config(scheme)).forward(TestModel.Padded([5, 6, 3]), TestModel.Padded([2, 7])))
            .ToList();

        Assert.All(new[] { (0, 1), (0, 2), (1, 2) }, pair => Assert.True((logits[pair.Item1] - logits[pair.Item2]).abs().max().item<float>() > 0.1f));
    }

    // fp32 sums of some hundred terms of size 1, through up to 18 sublayers: measured 2e-6 to 1e-5 of the largest value.
    private static void AssertClose(double[][] expected, float[][] actual)
    {
        var tolerance = 5e-5 * expected.Max(row => row.Max(Math.Abs));
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            for (var j = 0; j < expected[i].Length; j++)
            {
                Assert.True(Math.Abs(expected[i][j] - actual[i][j]) <= tolerance, $"[{i}][{j}]: {expected[i][j]} by the equations, {actual[i][j]} by the model");
            }
        }
    }
}
