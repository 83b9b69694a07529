using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs.Padded;

/// <summary>
/// softmax(q·kᵀ/√d_head + mask)·v by head, then the output projection. Both products carry a factor that is not 1 (the second one's is taken back by the
/// projection), because with a factor of 1 and a single query the CPU provider takes another kernel, whose sums depend on how far the
/// source is padded. So greedy search too gives a sentence the same bits in any batch.
/// </summary>
internal static class ScaledDotProduct
{
    // A power of two: multiplying and dividing by it rounds nothing.
    private const float ContextScale = 2f;

    /// <summary>
    /// q [S, H, Q, E], k and v [S, H, T, E], mask [S, 1, 1, T] to <see cref="ContextScale"/> times the context, [S·Q, d_model]: the heads side by side
    /// again. <see cref="Output"/> makes the product that reads it.
    /// </summary>
    public static string Apply(GraphBuilder graph, TransformerConfig config, (string Query, string Key, string Value) heads, string mask)
    {
        var scores = graph.MicrosoftNode(
            "FusedMatMul", [heads.Query, heads.Key], Attributes.Int("transB", 1), Attributes.Float("alpha", 1f / MathF.Sqrt(config.HeadDimension))); // [S, H, Q, T]
        var weights = graph.Node("Softmax", [graph.Node("Add", [scores, mask])], Attributes.Int("axis", -1));
        var context = graph.MicrosoftNode("FusedMatMul", [weights, heads.Value], Attributes.Float("alpha", ContextScale)); // [S, H, Q, E]
        return graph.Node("Reshape", [Swap(graph, context), graph.Longs([-1, config.ModelDimension], 2)]);
    }

    /// <summary>The output projection of an attention whose context <see cref="Apply"/> made.</summary>
    public static LinearWeights Output(ModelWeights weights, string attention)
    {
        var output = weights.Linear($"{attention}.output");
        return output with { Weight = [.. output.Weight.Select(w => w / ContextScale)] };
    }

    /// <summary>[S, A, B, E] to [S, B, A, E].</summary>
    public static string Swap(GraphBuilder graph, string x) => graph.Node("Transpose", [x], Attributes.Ints("perm", 0, 2, 1, 3));

    /// <summary>The same, as the value <paramref name="output"/>.</summary>
    public static void Swap(GraphBuilder graph, string x, string output) =>
        graph.Node("Transpose", [x], [output], Attributes.Ints("perm", 0, 2, 1, 3));
}
