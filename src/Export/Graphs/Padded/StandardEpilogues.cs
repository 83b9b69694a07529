using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Padded;

/// <summary>ONNX's own nodes, behind products that are finished (<see cref="GemmProducts"/>).</summary>
internal sealed class StandardEpilogues(GraphBuilder graph, ElementType values) : IEpilogues
{
    public string Relu(Projection h) => graph.Node("Relu", [h.Product]);

    public string AddNorm(string x, Projection h, NormWeights norm) => SumAndNorm(x, h, norm).Normed;

    public (string Normed, string Sum) SumAndNorm(string x, Projection h, NormWeights norm)
    {
        var sum = graph.Node("Add", [x, h.Product]);
        return (norm.Apply(graph, sum), sum);
    }

    public (string Normed, string Dual) DualAddNorm(string x, Projection h, NormWeights norm, string dual, float dualScale)
    {
        var scaled = dualScale == 1f ? h.Product : graph.Node("Mul", [h.Product, graph.Scalar(values, dualScale)]);
        return (AddNorm(x, h, norm), graph.Node("Add", [dual, scaled]));
    }
}
