using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>Products in fp32 that leave their bias to what follows.</summary>
internal sealed class MatMulProducts(GraphBuilder graph, ModelWeights weights) : IProducts
{
    private readonly FloatEmbedding _embedding = new(graph, weights, ElementType.Float);

    public ElementType Values => ElementType.Float;

    public EmbeddingTable Embedding => _embedding.Embedding;

    public Projection Linear(string x, LinearWeights weights)
    {
        var weight = graph.Floats($"{weights.Name}.weight", Values, weights.Weight, weights.Inputs, weights.Outputs);
        return new Projection(
            graph.Node("MatMul", [x, weight]), Bias: graph.Floats($"{weights.Name}.bias", Values, weights.Bias, weights.Outputs));
    }

    public Projection Logits(string x, string output) => _embedding.Logits(x, output);
}
