using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Padded;

/// <summary>Products in fp32 or fp16 that take their bias in.</summary>
internal sealed class GemmProducts(GraphBuilder graph, ModelWeights weights, ElementType values) : IProducts
{
    private readonly FloatEmbedding _embedding = new(graph, weights, values);

    public ElementType Values => values;

    public EmbeddingTable Embedding => _embedding.Embedding;

    public Projection Linear(string x, LinearWeights weights)
    {
        var weight = graph.Floats($"{weights.Name}.weight", values, weights.Weight, weights.Inputs, weights.Outputs);
        var bias = graph.Floats($"{weights.Name}.bias", values, weights.Bias, weights.Outputs);
        return new Projection(graph.Node("Gemm", [x, weight, bias]));
    }

    public Projection Logits(string x, string output) => _embedding.Logits(x, output);
}
