using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Padded;

/// <summary>
/// The encoder over a rectangle of sentences (<see cref="GraphNames"/>): source ids to the keys and values that each decoder layer's cross-attention reads. All
/// products are over [S·T, d_model], one row a source position.
/// </summary>
internal sealed class PaddedEncoder
{
    private readonly ModelGraph _model;
    private readonly GraphBuilder _graph;
    private readonly TransformerConfig _config;
    private readonly string _ids; // [S, T]
    private readonly string _mask; // [S, 1, 1, T]
    private readonly string _headShape; // the numbers S, T, H, E

    private PaddedEncoder(ModelGraph model)
    {
        _model = model;
        _graph = model.Nodes;
        _config = model.Config;
        _ids = _graph.Input(GraphNames.SourceIds, ElementType.Int64, "S", "T");
        _mask = _graph.Input(GraphNames.SourceMask, model.Products.Values, "S", 1, 1, "T");
        var batchAndLength = _graph.Node("Shape", [_ids]);
        _headShape = _graph.Node(
            "Concat", [batchAndLength, _graph.Longs([_config.AttentionHeads, _config.HeadDimension], 2)], Attributes.Int("axis", 0));
    }

    /// <summary>Adds the encoder to an empty graph.</summary>
    public static void Add(ModelGraph model)
    {
        var encoder = new PaddedEncoder(model);
        var stack = new LayerStack(model, "encoder", model.Config.EncoderLayers);
        encoder.AddCrossAttentionInputs(stack.Apply(encoder.Embedded(), ("self_attention", encoder.SelfAttention)));
    }

    // √d_model · E[id] + position, as [S·T, d_model].
    private string Embedded()
    {
        var length = _graph.Node("Shape", [_ids], Attributes.Int("start", 1));
        var positions = _graph.Node("Slice", [_model.PositionTable(), _graph.Longs([0], 1), length, _graph.Longs([0], 1)]); // [T, d_model]
        var sum = _graph.Node("Add", [PaddedEmbedding.Apply(_model, _ids), positions]); // [S, T, d_model]
        return _graph.Node("Reshape", [sum, _graph.Longs([-1, _config.ModelDimension], 2)]);
    }

    private Projection SelfAttention(string name, int layer, string x)
    {
        var projections = _model.Weights.Fused(name, "query", "key", "value");
        var parts = Split(_model.Products.Linear(x, projections), 3);
        var heads = parts.Select(part => ScaledDotProduct.Swap(_graph, Heads(part))).ToArray(); // [S, H, T, E] each
        var context = ScaledDotProduct.Apply(_graph, _config, (heads[0], heads[1], heads[2]), _mask);
        return _model.Products.Linear(context, ScaledDotProduct.Output(_model.Weights, name));
    }

    private void AddCrossAttentionInputs(string encoded)
    {
        var parts = Split(_model.Products.Linear(encoded, _model.Weights.CrossAttentionInputs()), 2 * _config.DecoderLayers);
        for (var i = 0; i < _config.DecoderLayers; i++)
        {
            AddOutput(parts[2 * i], GraphNames.CrossKey(i));
            AddOutput(parts[(2 * i) + 1], GraphNames.CrossValue(i));
        }
    }

    private void AddOutput(string part, string output)
    {
        ScaledDotProduct.Swap(_graph, Heads(part), output);
        _graph.Output(output, _model.Products.Values, "S", _config.AttentionHeads, "T", _config.HeadDimension);
    }

    // [S·T, parts · d_model] to that many times [S·T, d_model].
    private string[] Split(Projection x, int parts) => _graph.Node(
        "Split", [x.Product], [.. Enumerable.Range(0, parts).Select(_ => _graph.Fresh("Split"))], Attributes.Int("axis", 1), Attributes.Int("num_outputs", parts));

    // [S·T, d_model] to [S, T, H, E].
    private string Heads(string x) => _graph.Node("Reshape", [x, _headShape]);
}
