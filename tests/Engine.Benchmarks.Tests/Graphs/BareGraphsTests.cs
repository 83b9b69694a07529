using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Graphs;
using TranslationService.TinyModels;

namespace TranslationService.Engine.Benchmarks.Tests.Graphs;

public sealed class BareGraphsTests
{
    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Int8)]
    public void The_graphs_of_a_package_run_with_everything_bound_that_they_ask_for(Precision precision)
    {
        using var tiny = TinyPackage.Create(precision: precision);
        using var sessions = GraphSessions.Load(tiny.Package);
        var shape = BatchShape.Standard(sentences: 3, beamSize: 2);
        using var graphs = new BareGraphs(tiny.Package.Manifest, shape, sessions);

        graphs.Encode();
        graphs.FirstStep();
        for (var position = 1; position < shape.TargetTokens; position++)
        {
            graphs.Step(position);
        }
    }
}
