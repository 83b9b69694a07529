using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>√d_model · E[id] + position, in one node.</summary>
internal static class RaggedEmbedding
{
    /// <summary>Ids [row] at positions [row] to [row, d_model].</summary>
    public static string Apply(ModelGraph model, string ids, string positions)
    {
        var embedding = model.Products.Embedding;
        string[] inputs = [ids, positions, embedding.Table, model.PositionTable()];
        return model.Nodes.ServiceNode(
            RaggedOperators.Embed,
            embedding.Scales == GraphBuilder.Absent ? inputs : [.. inputs, embedding.Scales],
            Attributes.Float(RaggedOperators.Factor, MathF.Sqrt(model.Config.ModelDimension)));
    }
}
