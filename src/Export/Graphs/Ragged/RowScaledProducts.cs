using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>
/// Products of bytes, for the CPU: weights with a scale a column, activations with a scale a row, so that a row's result does not depend on the
/// rows beside it (docs/adr/0004-int8-scales-by-row.md). The products are whole numbers: both scales and the bias are left to what follows.
/// </summary>
internal sealed class RowScaledProducts : IProducts
{
    // CPUs without VNNI add two products of an unsigned and a signed byte in 16 bits, and cut off what is more than 32,767. These two pairs
    // of ranges never reach it (2·255·64 and 2·127·127), so no CPU cuts anything off.
    private const int WeightLimit = 64;
    private const int EmbeddingLimit = 127; // the lookup wants all its bits
    private static readonly ActivationRange Signed = new(ZeroPoint: 128, Limit: 127);
    private static readonly ActivationRange NonNegative = new(ZeroPoint: 0, Limit: 255);
    private static readonly ActivationRange ForEmbedding = new(ZeroPoint: 64, Limit: 63);

    private readonly GraphBuilder _graph;
    private readonly TransformerConfig _config;

    public RowScaledProducts(GraphBuilder graph, ModelWeights weights)
    {
        _graph = graph;
        _config = weights.Config;
        var embedding = ByteMatrix.ByRow(weights[TensorNames.Embedding].Values, _config.ModelDimension, EmbeddingLimit);
        Embedding = new EmbeddingTable(
            graph.SignedBytes(TensorNames.Embedding, embedding.Bytes, _config.VocabularySize, _config.ModelDimension),
            graph.Floats(RaggedGraphNames.LogitColumns, Values, embedding.Scales, _config.VocabularySize)); // a column of the output product is a row of E
    }

    public EmbeddingTable Embedding { get; }

    public ElementType Values => ElementType.Float;

    public Projection Linear(string x, LinearWeights weights)
    {
        var matrix = ByteMatrix.ByColumn(weights.Weight, weights.Outputs, WeightLimit);
        var bytes = _graph.SignedBytes($"{weights.Name}.weight", matrix.Bytes, weights.Inputs, weights.Outputs);
        var scales = _graph.Floats($"{weights.Name}.scale", Values, matrix.Scales, weights.Outputs);
        var range = weights.IsInputNonNegative ? NonNegative : Signed;
        var (rows, rowScale) = Quantize(x, range, _graph.Fresh("row_scale"));
        return new Projection(
            Multiply(rows, range, bytes, _graph.Fresh("product")),
            rowScale,
            scales,
            _graph.Floats($"{weights.Name}.bias", Values, weights.Bias, weights.Outputs));
    }

    public Projection Logits(string x, string output)
    {
        // Turned when the graph is loaded: the file holds the embedding once.
        var turned = _graph.Node("Transpose", [Embedding.Table], Attributes.Ints("perm", 1, 0));
        var (rows, rowScale) = Quantize(x, ForEmbedding, RaggedGraphNames.LogitScales);
        return new Projection(Multiply(rows, ForEmbedding, turned, output), rowScale, Embedding.Scales);
    }

    // x as bytes, [row, in], and the rows' scales, [row].
    private (string Bytes, string Scale) Quantize(string x, ActivationRange range, string scaleOutput)
    {
        var outputs = _graph.ServiceNode(
            RaggedOperators.QuantizeRows,
            [x],
            [_graph.Fresh("row_bytes"), scaleOutput],
            Attributes.Int(RaggedOperators.ZeroPoint, range.ZeroPoint),
            Attributes.Int(RaggedOperators.Limit, range.Limit));
        return (outputs[0], outputs[1]);
    }

    // Not com.microsoft.MatMulIntegerToFloat: it builds a vector of the columns' scales at each call, which costs a third of the product at five rows.
    private string Multiply(string rows, ActivationRange range, string weight, string output) =>
        _graph.Node("MatMulInteger", [rows, weight, _graph.Byte(range.ZeroPoint)], [output])[0]; // int32 [row, out]

    /// <summary>How a row's values between −m and m become unsigned bytes: round(value · limit / m) + zero point.</summary>
    private sealed record ActivationRange(byte ZeroPoint, int Limit);
}
