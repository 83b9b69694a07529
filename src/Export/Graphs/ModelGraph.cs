using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>A graph in the making, the model that goes into it, and how its layout and precision write nodes.</summary>
/// <param name="Nodes">The graph.</param>
/// <param name="Weights">The model.</param>
/// <param name="Products">How products are written.</param>
/// <param name="Epilogues">How what follows a product is written.</param>
internal sealed record ModelGraph(GraphBuilder Nodes, ModelWeights Weights, IProducts Products, IEpilogues Epilogues)
{
    /// <summary>Shapes and equations.</summary>
    public TransformerConfig Config => Weights.Config;

    /// <summary>The sinusoidal positions, [positions, d_model].</summary>
    public string PositionTable() => Nodes.Floats(
        "positions_table",
        Products.Values,
        SinusoidalPositions.Table(Config.MaxPositions, Config.ModelDimension),
        Config.MaxPositions,
        Config.ModelDimension);

    /// <summary>The normalisation of that name in the checkpoint.</summary>
    public NormWeights Norm(string name, float epsilon) => new(NormTensor($"{name}.weight"), NormTensor($"{name}.bias"), epsilon);

    private string NormTensor(string name) => Nodes.Floats(name, Products.Values, Weights[name].Values, Config.ModelDimension);
}
