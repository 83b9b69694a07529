using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>One node of this service's own behind each product (<see cref="RaggedOperators"/>): the product is read once, scaled and biased on the way.</summary>
internal sealed class FusedEpilogues(GraphBuilder graph) : IEpilogues
{
    public string Relu(Projection h) => graph.ServiceNode(RaggedOperators.Affine, h.With(), Attributes.Int(RaggedOperators.Relu, 1));

    public string AddNorm(string x, Projection h, NormWeights norm) => AddNorm(x, h, norm, [graph.Fresh("normed")])[0];

    public (string Normed, string Sum) SumAndNorm(string x, Projection h, NormWeights norm)
    {
        var outputs = AddNorm(x, h, norm, [graph.Fresh("normed"), graph.Fresh("sum")]);
        return (outputs[0], outputs[1]);
    }

    public (string Normed, string Dual) DualAddNorm(string x, Projection h, NormWeights norm, string dual, float dualScale)
    {
        var outputs = graph.ServiceNode(
            RaggedOperators.DualAddNorm,
            h.With(x, dual, norm.Weight, norm.Offset),
            [graph.Fresh("normed"), graph.Fresh("dual")],
            Attributes.Float(RaggedOperators.Epsilon, norm.Epsilon),
            Attributes.Float(RaggedOperators.DualScale, dualScale));
        return (outputs[0], outputs[1]);
    }

    private string[] AddNorm(string x, Projection h, NormWeights norm, string[] outputs) => graph.ServiceNode(
        RaggedOperators.AddNorm, h.With(x, norm.Weight, norm.Offset), outputs, Attributes.Float(RaggedOperators.Epsilon, norm.Epsilon));
}
