using TranslationService.Export.Onnx;

namespace TranslationService.Export.Graphs;

/// <summary>The embedding as a graph holds it, once: looked up by row, and read transposed by the output product.</summary>
/// <param name="Table">[vocabulary, d_model], a value of the graph.</param>
/// <param name="Scales">[vocabulary], the factor of each row, or <see cref="GraphBuilder.Absent"/>.</param>
internal sealed record EmbeddingTable(string Table, string Scales = GraphBuilder.Absent);
