using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>Products in fp32 or fp16. The embedding stands in the file once: looked up by row, and read transposed by the output product.</summary>
internal sealed class FloatProducts : IProducts
{
    private readonly GraphBuilder _graph;
    private readonly TransformerConfig _config;
    private readonly string _embedding; // [vocabulary, d_model]

    public FloatProducts(GraphBuilder graph, ModelWeights weights, ElementType values)
    {
        _graph = graph;
        _config = weights.Config;
        Values = values;
        _embedding = graph.Floats(TensorNames.Embedding, values, weights[TensorNames.Embedding].Values, _config.VocabularySize, _config.ModelDimension);
    }

    public ElementType Values { get; }

    public string Linear(string x, LinearWeights weights)
    {
        var weight = _graph.Floats($"{weights.Name}.weight", Values, weights.Weight, weights.Inputs, weights.Outputs);
        var bias = _graph.Floats($"{weights.Name}.bias", Values, weights.Bias, weights.Outputs);
        return _graph.Node("Gemm", [x, weight, bias]);
    }

    public string Embed(string ids) =>
        _graph.Node("Mul", [_graph.Node("Gather", [_embedding, ids]), _graph.Scalar(Values, MathF.Sqrt(_config.ModelDimension))]);

    public void Logits(string x, string output) =>
        _graph.MicrosoftNode("FusedMatMul", [x, _embedding], [output], Attributes.Int("transB", 1));
}
