using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Graphs.Ragged;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Padded;

/// <summary>
/// Products of bytes, for the CPU: weights with a scale a column, activations with a scale a row, so that a row's result does not depend on the
/// rows beside it (docs/adr has the price against one scale a tensor). x·W + b becomes m · (round(x/m) · W) + b with m the largest
/// magnitude of the row. A row of zeros makes x/m not a number, which rounds to some byte, and m = 0 makes its product zero again.
/// </summary>
internal sealed class TransitionalByteProducts : IProducts
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
    private readonly ByteMatrix _embedding;
    private readonly string _embeddingBytes; // [vocabulary, d_model]

    public TransitionalByteProducts(GraphBuilder graph, ModelWeights weights)
    {
        _graph = graph;
        _config = weights.Config;
        _embedding = ByteMatrix.ByRow(weights[TensorNames.Embedding].Values, _config.ModelDimension, EmbeddingLimit);
        _embeddingBytes = graph.SignedBytes(TensorNames.Embedding, _embedding.Bytes, _config.VocabularySize, _config.ModelDimension);
    }

    public ElementType Values => ElementType.Float;

    public Projection Linear(string x, LinearWeights weights)
    {
        var matrix = ByteMatrix.ByColumn(weights.Weight, weights.Outputs, WeightLimit);
        var bytes = _graph.SignedBytes($"{weights.Name}.weight", matrix.Bytes, weights.Inputs, weights.Outputs);
        var scales = _graph.Floats($"{weights.Name}.scale", Values, matrix.Scales, weights.Outputs);
        var bias = _graph.Floats($"{weights.Name}.bias", Values, weights.Bias, weights.Outputs);
        var (product, rowScale) = Product(x, weights.IsInputNonNegative ? NonNegative : Signed, bytes, scales);
        return new Projection(_graph.Node("Add", [_graph.Node("Mul", [product, rowScale]), bias]));
    }

    public string Embed(string ids)
    {
        var factor = MathF.Sqrt(_config.ModelDimension);
        var scales = _graph.Floats("embedding.lookup_scale", Values, [.. _embedding.Scales.Select(s => s * factor)], _config.VocabularySize, 1);
        var rows = _graph.Node("Cast", [_graph.Node("Gather", [_embeddingBytes, ids])], Attributes.Int("to", (long)Values));
        return _graph.Node("Mul", [rows, _graph.Node("Gather", [scales, ids])]);
    }

    public Projection Logits(string x, string output, string scaleOutput)
    {
        // Turned when the graph is loaded: the file holds the embedding once.
        var turned = _graph.Node("Transpose", [_embeddingBytes], Attributes.Ints("perm", 1, 0));
        var scales = _graph.Floats("embedding.scale", Values, _embedding.Scales, _config.VocabularySize);
        var (product, rowScale) = Product(x, ForEmbedding, turned, scales);
        return new Projection(_graph.Node("Mul", [product, rowScale], [output])[0]);
    }

    // x/m · W by bytes, [row, out], and m, [row, 1].
    private (string Product, string RowScale) Product(string x, ActivationRange range, string weight, string weightScales)
    {
        var magnitude = range.ZeroPoint == 0 ? x : _graph.Node("Abs", [x]);
        var rowScale = _graph.Node("ReduceMax", [magnitude, _graph.Longs([-1], 1)], Attributes.Int("keepdims", 1));
        var scale = _graph.Scalar(Values, 1f / range.Limit);
        var zeroPoint = _graph.Byte(range.ZeroPoint);
        var bytes = _graph.Node("QuantizeLinear", [_graph.Node("Div", [x, rowScale]), scale, zeroPoint]);
        return (_graph.MicrosoftNode("MatMulIntegerToFloat", [bytes, weight, scale, weightScales, zeroPoint]), rowScale);
    }

    /// <summary>How a row's values between −1 and 1 become unsigned bytes: round(value × limit) + zero point.</summary>
    private sealed record ActivationRange(byte ZeroPoint, int Limit);
}
