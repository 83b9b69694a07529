using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>The embedding in fp32 or fp16. It stands in the file once: looked up by row, and read transposed by the output product.</summary>
internal sealed class FloatEmbedding(GraphBuilder graph, ModelWeights weights, ElementType values)
{
    // [vocabulary, d_model]
    private readonly string _embedding = graph.Floats(
        TensorNames.Embedding, values, weights[TensorNames.Embedding].Values, weights.Config.VocabularySize, weights.Config.ModelDimension);

    /// <summary>Ids int64 [...] to √d_model · E[id], [..., d_model].</summary>
    public string Embed(string ids) =>
        graph.Node("Mul", [graph.Node("Gather", [_embedding, ids]), graph.Scalar(values, MathF.Sqrt(weights.Config.ModelDimension))]);

    /// <summary>x [row, d_model] to x·Eᵀ [row, vocabulary], as the value <paramref name="output"/>.</summary>
    public Projection Logits(string x, string output) =>
        new(graph.MicrosoftNode("FusedMatMul", [x, _embedding], [output], Attributes.Int("transB", 1))[0]);
}
