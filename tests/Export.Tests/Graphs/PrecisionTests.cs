using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Graphs;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN, Precision.Fp16, 0.01)]
    [InlineData(ResidualScheme.PreLN, Precision.Fp16, 0.01)]
    [InlineData(ResidualScheme.ResiDual, Precision.Fp16, 0.01)]
    [InlineData(ResidualScheme.PostLN, Precision.Int8, 0.1)]
    [InlineData(ResidualScheme.PreLN, Precision.Int8, 0.1)]
    [InlineData(ResidualScheme.ResiDual, Precision.Int8, 0.1)]
    public void Fewer_bits_stay_close_to_fp32(ResidualScheme scheme, Precision precision, double tolerance)
    {
        var sentence = IndependenceTests.Sentence(new Random(6), 12, beams: 1, steps: 12);

        var exact = Logits(scheme, Precision.Fp32, sentence);
        var rounded = Logits(scheme, precision, sentence);

        // Relative to the spread of the scores: the root of the mean square.
        var spread = Math.Sqrt(exact.Average(x => x * (double)x));
        var error = Math.Sqrt(exact.Zip(rounded, (a, b) => (double)(a - b) * (a - b)).Average());
        Assert.InRange(error / spread, 1e-7, tolerance);
    }

    private static float[] Logits(ResidualScheme scheme, Precision precision, PackageRunner.Sentence sentence)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), precision);
        using var runner = new PackageRunner(tiny.Package);
        return [.. runner.Logits([sentence])[0][0].SelectMany(step => step)];
    }
}
