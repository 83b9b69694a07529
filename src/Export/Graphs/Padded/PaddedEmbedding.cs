namespace TranslationService.Export.Graphs.Padded;

/// <summary>√d_model · E[id] by ONNX's own nodes; positions are added where it is known how they lie.</summary>
internal static class PaddedEmbedding
{
    /// <summary>Ids [...] to [..., d_model].</summary>
    public static string Apply(ModelGraph model, string ids) => model.Nodes.Node(
        "Mul",
        [model.Nodes.Node("Gather", [model.Products.Embedding.Table, ids]), model.Nodes.Scalar(model.Products.Values, MathF.Sqrt(model.Config.ModelDimension))]);
}
