using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

public sealed class DropoutTests
{
    private static readonly TransformerConfig Config = TestModel.Config(ResidualScheme.ResiDual);

    public static TheoryData<DropoutConfig> OneKindEach =>
    [
        DropoutConfig.None with { Residual = 0.5 },
        DropoutConfig.None with { Attention = 0.5 },
        DropoutConfig.None with { Activation = 0.5 },
    ];

    [Theory]
    [MemberData(nameof(OneKindEach))]
    public void Dropout_acts_in_training_and_never_in_evaluation(DropoutConfig dropout)
    {
        using var scope = NewDisposeScope();
        var model = new Transformer(Config, dropout);

        Assert.NotEqual(Logits(model), Logits(model));

        model.eval();
        Assert.Equal(Logits(model), Logits(model));
    }

    [Fact]
    public void Without_dropout_training_and_evaluation_give_the_same()
    {
        using var scope = NewDisposeScope();
        var model = new Transformer(Config);
        var training = Logits(model);

        model.eval();

        Assert.Equal(training, Logits(model));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_probability_out_of_bounds_is_refused(double probability) =>
        Assert.Contains("dropout.attention", Assert.Throws<ArtifactException>(
            () => new Transformer(Config, DropoutConfig.None with { Attention = probability })).Message, StringComparison.Ordinal);

    private static float[] Logits(Transformer model) =>
        model.forward(TestModel.Padded([5, 9, 28, 3]), TestModel.Padded([2, 17, 8])).detach().data<float>().ToArray();
}
