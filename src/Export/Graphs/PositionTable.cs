using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>The sinusoidal positions as an initialiser [positions, d_model], in the number format of the graph's values.</summary>
internal static class PositionTable
{
    public static string AddTo(GraphBuilder graph, IProducts products, TransformerConfig config) => graph.Floats(
        "positions_table",
        products.Values,
        SinusoidalPositions.Table(config.MaxPositions, config.ModelDimension),
        config.MaxPositions,
        config.ModelDimension);
}
