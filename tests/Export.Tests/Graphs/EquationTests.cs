using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Graphs;

public sealed class EquationTests
{
    private static readonly int[] Source = [698, 17, 230, 45, 401, 9, 3];
    private static readonly int[] Target = [2, 77, 301, 12, 500];

    [Theory]
    [InlineData(ResidualScheme.PostLN, 1f, GraphLayout.Ragged)]
    [InlineData(ResidualScheme.PreLN, 1f, GraphLayout.Ragged)]
    [InlineData(ResidualScheme.ResiDual, 1f, GraphLayout.Ragged)]
    [InlineData(ResidualScheme.ResiDual, 0.05f, GraphLayout.Ragged)]
    [InlineData(ResidualScheme.PostLN, 1f, GraphLayout.Padded)]
    [InlineData(ResidualScheme.PreLN, 1f, GraphLayout.Padded)]
    [InlineData(ResidualScheme.ResiDual, 1f, GraphLayout.Padded)]
    [InlineData(ResidualScheme.ResiDual, 0.05f, GraphLayout.Padded)]
    public void The_fp32_graphs_compute_the_equations(ResidualScheme scheme, float dualStreamScale, GraphLayout layout)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme) with { DualStreamScale = dualStreamScale }, layout: layout);

        Assert.InRange(LargestDifference(tiny), 0, 1e-5);
    }

    private static double LargestDifference(TinyPackage tiny)
    {
        var weights = SafetensorsFile.Open(Path.Combine(tiny.CheckpointFolder, CheckpointFiles.Weights));
        var expected = new PlainTransformer(tiny.Package.Manifest.Architecture, weights).Logits(Source, Target);
        using var runner = IGraphRunner.Open(tiny.Package);
        var actual = runner.Logits([new ForcedSentence(Source, [Target])])[0][0];
        Assert.All(expected, row => Assert.InRange(row.Max() - row.Min(), 1, 1000));
        return expected.Zip(actual, (e, a) => e.Zip(a, (x, y) => Math.Abs(x - y)).Max()).Max();
    }
}
