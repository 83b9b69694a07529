using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>
/// What a product with weights leaves to the node that reads it: the value is product · scale · columns + bias. Each is the name of a value, or <see cref="GraphBuilder.Absent"/>.
/// </summary>
/// <param name="Product">[row, out].</param>
/// <param name="Scale">[row], where the product is one of bytes.</param>
/// <param name="Columns">[out], where the product is one of bytes.</param>
/// <param name="Bias">[out], where the product has not taken it in.</param>
internal sealed record Projection(
    string Product, string Scale = GraphBuilder.Absent, string Columns = GraphBuilder.Absent, string Bias = GraphBuilder.Absent)
{
    /// <summary>The inputs of one of the service's operators: the projection, and what else the operator reads.</summary>
    public string[] With(params IEnumerable<string> others) =>
        Columns == GraphBuilder.Absent ? [Product, Scale, Bias, .. others] : [Product, Scale, Bias, .. others, Columns];
}
