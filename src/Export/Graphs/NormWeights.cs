using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>A layer normalisation: (x − mean) / √(variance + ε) · weight + offset.</summary>
/// <param name="Weight">[d_model], a value of the graph.</param>
/// <param name="Offset">[d_model], a value of the graph.</param>
/// <param name="Epsilon">ε.</param>
internal sealed record NormWeights(string Weight, string Offset, float Epsilon)
{
    /// <summary>ONNX's own node, over rows [row, d_model]. It computes in fp32 (stash_type 1), whatever the type of the values.</summary>
    public string Apply(GraphBuilder graph, string x) =>
        graph.Node("LayerNormalization", [x, Weight, Offset], Attributes.Int("axis", -1), Attributes.Float("epsilon", Epsilon));
}
