using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Checkpoints;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

public sealed class ParameterTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void Parameters_bear_the_checkpoints_names_and_shapes(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        var config = TestModel.Config(scheme) with { EncoderLayers = 3 };

        var parameters = new Transformer(config).named_parameters().Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]");

        Assert.Equal(TensorNames.All(config).Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}]").Order(), parameters.Order());
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void TorchSharps_own_files_hold_each_weight_once_and_nothing_else(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var model = TestModel.Create(TestModel.Config(scheme), seed: 3);
        var other = TestModel.Create(TestModel.Config(scheme), seed: 4);
        try
        {
            model.save(path);
            other.load(path);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(TensorNames.All(model.Config).Select(t => t.Name).Order(), model.state_dict().Keys.Order());
        Assert.All(ModelWeights.Read(model).Zip(ModelWeights.Read(other)), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void Every_parameter_gets_a_gradient(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        var model = TestModel.Create(TestModel.Config(scheme));

        model.forward(TestModel.Padded([5, 9, 3], [4, 3]), TestModel.Padded([2, 7], [2, 9])).square().sum().backward();

        // A key's bias adds the same to each score of a query: softmax takes it out, so its gradient is rounding.
        Assert.All(
            model.named_parameters().Where(p => !p.name.EndsWith("key.bias", StringComparison.Ordinal)),
            p => Assert.True(p.parameter.grad is { } grad && grad.abs().max().item<float>() > 1e-4f, p.name));
    }

    [Fact]
    public void Weights_start_as_the_design_says()
    {
        using var scope = NewDisposeScope();
        var config = TestModel.Config(ResidualScheme.ResiDual) with { ModelDimension = 64, FeedForwardDimension = 128, VocabularySize = 300 };

        foreach (var weight in ModelWeights.Read(new Transformer(config)))
        {
            switch (weight.Name.Split('.')[^2..])
            {
                case ["embedding", "weight"]:
                    AssertMoments(weight, 1.0 / 64, kurtosis: 3);
                    break;
                case ["query" or "key" or "value", "weight"]:
                    AssertXavierUniform(weight, 1 / Math.Sqrt(2));
                    break;
                case ["output" or "expand" or "contract", "weight"]:
                    AssertXavierUniform(weight, 1);
                    break;
                case [_, "weight"]:
                    Assert.All(weight.Values, v => Assert.Equal(1f, v)); // a norm's
                    break;
                default:
                    Assert.All(weight.Values, v => Assert.Equal(0f, v));
                    break;
            }
        }
    }

    [Fact]
    public void A_seed_decides_the_weights()
    {
        using var scope = NewDisposeScope();
        var config = TestModel.Config(ResidualScheme.PreLN);

        Assert.Equal(Seeded(config, 5), Seeded(config, 5));
        Assert.NotEqual(Seeded(config, 5), Seeded(config, 6));
    }

    [Fact]
    public void A_config_that_contradicts_itself_is_refused() =>
        Assert.Contains("modelDimension", Assert.Throws<ArtifactException>(
            () => new Transformer(TestModel.Config(ResidualScheme.PreLN) with { ModelDimension = 6, AttentionHeads = 4 })).Message, StringComparison.Ordinal);

    private static float[] Seeded(TransformerConfig config, long seed)
    {
        manual_seed(seed);
        return ModelWeights.Read(new Transformer(config))[0].Values;
    }

    /// <summary>Uniform in ±gain·√(6 / (in + out)).</summary>
    private static void AssertXavierUniform(NamedTensor weight, double gain)
    {
        var bound = gain * Math.Sqrt(6.0 / (weight.Shape[0] + weight.Shape[1]));
        Assert.InRange(weight.Values.Max(Math.Abs), 0.99 * bound, bound * 1.000001);
        AssertMoments(weight, bound * bound / 3, kurtosis: 1.8);
    }

    /// <summary>
    /// Mean 0 and that variance, within six standard errors: of the mean √(variance / n), of the variance variance·√((kurtosis − 1) / n).
    /// </summary>
    private static void AssertMoments(NamedTensor weight, double variance, double kurtosis)
    {
        var n = weight.Values.Length;
        Assert.InRange(weight.Values.Average(v => (double)v), -6 * Math.Sqrt(variance / n), 6 * Math.Sqrt(variance / n));
        var error = 6 * Math.Sqrt((kurtosis - 1) / n);
        Assert.InRange(weight.Values.Average(v => (double)v * v) / variance, 1 - error, 1 + error);
    }
}
