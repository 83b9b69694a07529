using TranslationService.Artifacts.Architecture;

namespace TranslationService.Artifacts.Tests.Architecture;

public sealed class TransformerConfigTests
{
    private static readonly TransformerConfig Sound = new()
    {
        Scheme = ResidualScheme.ResiDual,
        ModelDimension = 16,
        FeedForwardDimension = 32,
        AttentionHeads = 2,
        EncoderLayers = 2,
        DecoderLayers = 1,
        VocabularySize = 300,
    };

    [Fact]
    public void A_sound_configuration_has_no_problems() => Assert.Empty(Sound.Problems());

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var problems = (Sound with { ModelDimension = 18, EncoderLayers = 0, DualStreamScale = 0f, Scheme = (ResidualScheme)7 }).Problems().ToList();

        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, p => p.StartsWith("encoderLayers is 0", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("scheme is 7", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("multiple of 2 × attentionHeads (4)", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("dualStreamScale is 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN, 0)]
    [InlineData(ResidualScheme.PreLN, 4)]
    [InlineData(ResidualScheme.ResiDual, 4)]
    public void Tensor_names_are_unique_and_only_schemes_with_a_final_norm_have_its_tensors(ResidualScheme scheme, int finalNormTensors)
    {
        var names = TensorNames.All(Sound with { Scheme = scheme }).Select(tensor => tensor.Name).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(finalNormTensors, names.Count(name => name.Contains("final_norm", StringComparison.Ordinal)));
        // embedding; an attention has 4 linears and a norm (10 tensors), a feed-forward 2 linears and a norm (6).
        Assert.Equal(1 + (2 * (10 + 6)) + (10 + 10 + 6) + finalNormTensors, names.Count);
    }

    [Fact]
    public void Positions_follow_the_paper()
    {
        var table = SinusoidalPositions.Table(positions: 3, modelDimension: 4);

        // ω = 1, 10000^(−1/2) = 0.01; the layout is [sin, sin, cos, cos].
        Assert.Equal([0f, 0f, 1f, 1f], table[..4]);
        Assert.Equal(MathF.Sin(2f), table[8], 1e-6f);
        Assert.Equal(MathF.Sin(0.02f), table[9], 1e-6f);
        Assert.Equal(MathF.Cos(2f), table[10], 1e-6f);
        Assert.Equal(MathF.Cos(0.02f), table[11], 1e-6f);
    }
}
