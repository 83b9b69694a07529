using TorchSharp;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void Products_in_bf16_stay_near_fp32(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var config = TestModel.Config(scheme);
        var (source, target) = (TestModel.Padded([5, 9, 28, 3], [4, 3]), TestModel.Padded([2, 17, 8], [2, 6, 7]));

        var exact = TestModel.Create(config).forward(source, target);
        var rounded = TestModel.Create(config, precision: ComputePrecision.Bf16).forward(source, target);

        // One bf16 rounding is 2^-9 = 0.2%; some ten of them in a row add up to about 1% of the logits' spread.
        var distance = ((rounded - exact).square().mean().sqrt() / exact.std()).item<float>();
        Assert.Equal(ScalarType.Float32, rounded.dtype);
        Assert.InRange(distance, 1e-4f, 0.03f);
    }

    [Fact]
    public void Gradients_reach_the_fp32_master_weights()
    {
        using var scope = NewDisposeScope();
        var model = TestModel.Create(TestModel.Config(ResidualScheme.ResiDual), precision: ComputePrecision.Bf16);

        model.forward(TestModel.Padded([5, 9, 3]), TestModel.Padded([2, 7])).square().sum().backward();

        Assert.All(model.parameters(), parameter =>
        {
            Assert.Equal(ScalarType.Float32, parameter.dtype);
            Assert.Equal(ScalarType.Float32, parameter.grad!.dtype);
        });
    }
}
