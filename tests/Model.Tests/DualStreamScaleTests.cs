using TorchSharp;
using TranslationService.Artifacts.Architecture;
using TranslationService.Model.Checkpoints;
using TranslationService.Model.Tests.Equations;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

/// <summary>
/// ResiDual's d ← d + s·h with a small s must give what s = 1 gives, since LN_ε(s·d) ≈ LN_ε(d).
/// <para>
/// How near: let v be d at s = 1, σ² its variance over a position, n = (v − μ)/√(σ² + ε). Then
/// LN_ε(s·v) = (v − μ)/√(σ² + ε/s²) = n·√(1 − u), with u = ε(1/s² − 1)/(σ² + ε/s²) &lt; ε(1/s² − 1)/σ². As 1 − √(1 − u) ≤ u, element j of a
/// stack's output moves by at most γ_j·|n_j|·ε(1/s² − 1)/σ². At ε = 1e-7, s = 0.05 that is 4e-5·γ_j·|n_j|/σ².
/// </para>
/// </summary>
public sealed class DualStreamScaleTests
{
    private const float Scale = 0.05f;

    // What fp32 itself moves: ε ≈ 6e-8 times values up to 5, through a dozen sums.
    private const double RoundingTolerance = 1e-5;

    private static readonly TransformerConfig Whole = TestModel.Config(ResidualScheme.ResiDual);

    [Fact]
    public void A_small_scale_moves_the_encoders_output_by_no_more_than_its_epsilon_allows()
    {
        using var scope = NewDisposeScope();
        var (whole, small) = (TestModel.Create(Whole), TestModel.Create(Whole with { DualStreamScale = Scale }));
        int[] source = [5, 9, 28, 11, 3];
        var ids = TestModel.Padded(source);

        var expected = TestModel.Rows(whole.Encode(ids, Transformer.MaskOf(ids)), 0, source.Length);
        var actual = TestModel.Rows(small.Encode(ids, Transformer.MaskOf(ids)), 0, source.Length);

        var dual = new EquationTransformer(Whole, ModelWeights.Read(whole)).Encode(source).Dual!;
        AssertWithinBound("encoder", whole, dual, expected, actual);
    }

    [Fact]
    public void A_small_scale_moves_the_decoders_output_by_no_more_than_its_epsilon_allows()
    {
        using var scope = NewDisposeScope();
        var (whole, small) = (TestModel.Create(Whole), TestModel.Create(Whole with { DualStreamScale = Scale }));
        int[] target = [2, 17, 8, 8, 20];
        var ids = TestModel.Padded([5, 9, 28, 11, 3]);
        var mask = Transformer.MaskOf(ids);

        // Both decoders read one encoder's output, so that only the decoder's own d differs.
        var encoded = whole.Encode(ids, mask);
        var expected = TestModel.Rows(whole.Decode(TestModel.Padded(target), encoded, mask), 0, target.Length);
        var actual = TestModel.Rows(small.Decode(TestModel.Padded(target), encoded, mask), 0, target.Length);

        var memory = TestModel.Rows(encoded, 0, 5).Select(row => row.Select(v => (double)v).ToArray()).ToArray();
        var dual = new EquationTransformer(Whole, ModelWeights.Read(whole)).Decode(target, memory).Dual!;
        AssertWithinBound("decoder", whole, dual, expected, actual);
    }

    [Fact]
    public void With_the_other_norms_epsilon_the_scale_would_show()
    {
        using var scope = NewDisposeScope();
        var config = Whole with { DualLayerNormEpsilon = 1e-3f };
        var ids = TestModel.Padded([5, 9, 28, 11, 3]);

        var difference = TestModel.Create(config).Encode(ids, Transformer.MaskOf(ids))
            - TestModel.Create(config with { DualStreamScale = Scale }).Encode(ids, Transformer.MaskOf(ids));

        Assert.True(difference.abs().max().item<float>() > 0.01f);
    }

    private static void AssertWithinBound(string stack, Transformer whole, double[][] dual, float[][] expected, float[][] actual)
    {
        var gamma = ModelWeights.Read(whole).Single(w => w.Name == $"{stack}.final_norm.weight").Values;
        var epsilon = (double)Whole.DualLayerNormEpsilon;
        for (var i = 0; i < expected.Length; i++)
        {
            var (mean, variance) = Matrix.Moments(dual[i]);
            for (var j = 0; j < expected[i].Length; j++)
            {
                var normalized = Math.Abs(dual[i][j] - mean) / Math.Sqrt(variance + epsilon);
                var bound = Math.Abs(gamma[j]) * normalized * epsilon * ((1 / (Scale * (double)Scale)) - 1) / variance;
                Assert.InRange(Math.Abs(actual[i][j] - expected[i][j]), 0, bound + RoundingTolerance);
            }
        }
    }
}
