using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>
/// The encoder: source ids to the keys and values that each decoder layer's cross-attention reads (<see cref="GraphNames"/>). All
/// products are over [S·T, d_model], one row a source position.
/// </summary>
internal sealed class EncoderGraph
{
    private readonly GraphBuilder _graph;
    private readonly ModelWeights _weights;
    private readonly IProducts _products;
    private readonly TransformerConfig _config;
    private readonly string _ids; // [S, T]
    private readonly string _mask; // [S, 1, 1, T]
    private readonly string _headShape; // the numbers S, T, H, E

    private EncoderGraph(GraphBuilder graph, ModelWeights weights, IProducts products)
    {
        _graph = graph;
        _weights = weights;
        _products = products;
        _config = weights.Config;
        _ids = graph.Input(GraphNames.SourceIds, ElementType.Int64, "S", "T");
        _mask = graph.Input(GraphNames.SourceMask, products.Values, "S", 1, 1, "T");
        var batchAndLength = graph.Node("Shape", [_ids]);
        _headShape = graph.Node(
            "Concat", [batchAndLength, graph.Longs([_config.AttentionHeads, _config.HeadDimension], 2)], Attributes.Int("axis", 0));
    }

    /// <summary>Adds the encoder to an empty graph.</summary>
    public static void Add(GraphBuilder graph, ModelWeights weights, IProducts products)
    {
        var encoder = new EncoderGraph(graph, weights, products);
        encoder.AddCrossAttentionInputs(encoder.Stack());
    }

    private string Stack()
    {
        var stream = new ResidualStream(_graph, _weights, _products, Embedded());
        for (var i = 0; i < _config.EncoderLayers; i++)
        {
            var layer = $"encoder.layers.{i}";
            stream.Join($"{layer}.self_attention_norm", x => SelfAttention($"{layer}.self_attention", x));
            stream.Join($"{layer}.feed_forward_norm", x => FeedForward.Apply(_graph, _weights, _products, layer, x));
        }

        return stream.Output("encoder.final_norm");
    }

    // √d_model · E[id] + position, as [S·T, d_model].
    private string Embedded()
    {
        var table = PositionTable.AddTo(_graph, _products, _config);
        var length = _graph.Node("Shape", [_ids], Attributes.Int("start", 1));
        var positions = _graph.Node("Slice", [table, _graph.Longs([0], 1), length, _graph.Longs([0], 1)]); // [T, d_model]
        var sum = _graph.Node("Add", [_products.Embed(_ids), positions]); // [S, T, d_model]
        return _graph.Node("Reshape", [sum, _graph.Longs([-1, _config.ModelDimension], 2)]);
    }

    private string SelfAttention(string attention, string x)
    {
        var projections = _weights.Fused(attention, "query", "key", "value");
        var parts = Split(_products.Linear(x, projections), 3);
        var heads = parts.Select(part => ScaledDotProduct.Swap(_graph, Heads(part))).ToArray(); // [S, H, T, E] each
        var context = ScaledDotProduct.Apply(_graph, _config, (heads[0], heads[1], heads[2]), _mask);
        return _products.Linear(context, ScaledDotProduct.Output(_weights, attention));
    }

    // One product for all layers: they read the same encoder output.
    private void AddCrossAttentionInputs(string encoded)
    {
        var layers = Enumerable.Range(0, _config.DecoderLayers).ToList();
        var projections = LinearWeights.Fuse(
            "cross_attention.key_value", [.. layers.Select(i => _weights.Fused($"decoder.layers.{i}.cross_attention", "key", "value"))]);
        var parts = Split(_products.Linear(encoded, projections), 2 * _config.DecoderLayers);
        foreach (var i in layers)
        {
            AddOutput(parts[2 * i], GraphNames.CrossKey(i));
            AddOutput(parts[(2 * i) + 1], GraphNames.CrossValue(i));
        }
    }

    private void AddOutput(string part, string output)
    {
        ScaledDotProduct.Swap(_graph, Heads(part), output);
        _graph.Output(output, _products.Values, "S", _config.AttentionHeads, "T", _config.HeadDimension);
    }

    // [S·T, parts · d_model] to that many times [S·T, d_model].
    private string[] Split(string x, int parts) =>
        _graph.Node(
            "Split", [x], [.. Enumerable.Range(0, parts).Select(_ => _graph.Fresh("Split"))], Attributes.Int("axis", 1), Attributes.Int("num_outputs", parts));

    // [S·T, d_model] to [S, T, H, E].
    private string Heads(string x) => _graph.Node("Reshape", [x, _headShape]);
}
