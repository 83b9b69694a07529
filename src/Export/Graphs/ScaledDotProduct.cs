using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>softmax(q·kᵀ + mask)·v by head; the factor 1/√d_head is folded into the query's weights (<see cref="QueryScale"/>).</summary>
internal static class ScaledDotProduct
{
    /// <summary>By what a query's weights and bias are multiplied.</summary>
    public static float QueryScale(TransformerConfig config) => 1f / MathF.Sqrt(config.HeadDimension);

    /// <summary>
    /// q [S, H, Q, E], k and v [S, H, T, E], mask [S, 1, 1, T] to [S·Q, d_model]: the heads side by side again.
    /// </summary>
    public static string Apply(GraphBuilder graph, TransformerConfig config, (string Query, string Key, string Value) heads, string mask)
    {
        var scores = graph.MicrosoftNode("FusedMatMul", [heads.Query, heads.Key], Attributes.Int("transB", 1)); // [S, H, Q, T]
        var weights = graph.Node("Softmax", [graph.Node("Add", [scores, mask])], Attributes.Int("axis", -1));
        var context = graph.Node("MatMul", [weights, heads.Value]); // [S, H, Q, E]
        return graph.Node("Reshape", [Swap(graph, context), graph.Longs([-1, config.ModelDimension], 2)]);
    }

    /// <summary>[S, A, B, E] to [S, B, A, E].</summary>
    public static string Swap(GraphBuilder graph, string x) => graph.Node("Transpose", [x], Attributes.Ints("perm", 0, 2, 1, 3));

    /// <summary>The same, as the value <paramref name="output"/>.</summary>
    public static void Swap(GraphBuilder graph, string x, string output) =>
        graph.Node("Transpose", [x], [output], Attributes.Ints("perm", 0, 2, 1, 3));
}
