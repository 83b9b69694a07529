using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>The embedding in fp32 or fp16.</summary>
internal sealed class FloatEmbedding(GraphBuilder graph, ModelWeights weights, ElementType values)
{
    /// <summary>E.</summary>
    public EmbeddingTable Embedding { get; } = new(graph.Floats(
        TensorNames.Embedding, values, weights[TensorNames.Embedding].Values, weights.Config.VocabularySize, weights.Config.ModelDimension));

    /// <summary>x [row, d_model] to x·Eᵀ [row, vocabulary], as the value <paramref name="output"/>.</summary>
    public Projection Logits(string x, string output) =>
        new(graph.MicrosoftNode("FusedMatMul", [x, Embedding.Table], [output], Attributes.Int("transB", 1))[0]);
}
