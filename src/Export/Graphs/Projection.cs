using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>What a product with weights leaves to the node that reads it: the row's value is product · scale + bias. Each is the name of a value, or <see cref="GraphBuilder.Absent"/>.</summary>
/// <param name="Product">[row, out].</param>
/// <param name="Scale">[row], where the product is one of bytes.</param>
/// <param name="Bias">[out], where the product has not taken it in.</param>
internal sealed record Projection(string Product, string Scale = GraphBuilder.Absent, string Bias = GraphBuilder.Absent);
