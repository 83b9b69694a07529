using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>relu(x·W₁ + b₁)·W₂ + b₂, row by row.</summary>
internal static class FeedForward
{
    public static string Apply(GraphBuilder graph, ModelWeights weights, IProducts products, string layer, string x)
    {
        var inner = graph.Node("Relu", [products.Linear(x, weights.Linear($"{layer}.feed_forward.expand"))]); // [row, FFN]
        return products.Linear(inner, weights.Linear($"{layer}.feed_forward.contract") with { IsInputNonNegative = true });
    }
}
