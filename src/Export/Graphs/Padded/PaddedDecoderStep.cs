using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Padded;

/// <summary>
/// One decoder step: the last token of each of R rows to the scores of its next token (<see cref="GraphNames"/>). Self-attention is
/// ONNX Runtime's GroupQueryAttention, which writes the new key and value into each row's cache at that row's own length, so rows of different ages
/// share a step. Cross-attention puts the beams of a sentence side by side as queries against one copy of its keys and values.
/// </summary>
internal sealed class PaddedDecoderStep
{
    private readonly ModelGraph _model;
    private readonly GraphBuilder _graph;
    private readonly IProducts _products;
    private readonly TransformerConfig _config;
    private readonly string _tokens; // [R]
    private readonly string _positions; // [R]
    private readonly string _mask; // [S, 1, 1, T]
    private readonly string _pastLengths; // [R]
    private readonly string _totalLength; // [1]
    private readonly string _beamShape; // the numbers S, −1 (the beam), H, E

    private PaddedDecoderStep(ModelGraph model)
    {
        _model = model;
        _graph = model.Nodes;
        _products = model.Products;
        _config = model.Config;
        _tokens = _graph.Input(GraphNames.TokenIds, ElementType.Int64, "R");
        _positions = _graph.Input(GraphNames.Positions, ElementType.Int64, "R");
        _pastLengths = _graph.Input(GraphNames.PastLengths, ElementType.Int32, "R");
        _totalLength = _graph.Input(GraphNames.TotalLength, ElementType.Int32, 1);
        _mask = _graph.Input(GraphNames.SourceMask, _products.Values, "S", 1, 1, "T");
        var sentences = _graph.Node("Shape", [_mask], Attributes.Int("start", 0), Attributes.Int("end", 1));
        _beamShape = _graph.Node(
            "Concat", [sentences, _graph.Longs([-1, _config.AttentionHeads, _config.HeadDimension], 3)], Attributes.Int("axis", 0));
    }

    /// <summary>Adds the decoder step to an empty graph.</summary>
    public static void Add(ModelGraph model)
    {
        var step = new PaddedDecoderStep(model);
        var stack = new LayerStack(model, "decoder", model.Config.DecoderLayers);
        var decoded = stack.Apply(
            step.Embedded(), ("self_attention", step.SelfAttention), ("cross_attention", step.CrossAttention));
        model.Nodes.Output(GraphNames.Logits, model.Products.Values, "R", model.Config.VocabularySize);
        model.Products.Logits(decoded, GraphNames.Logits);
    }

    // √d_model · E[id] + position, as [R, d_model].
    private string Embedded() =>
        _graph.Node("Add", [PaddedEmbedding.Apply(_model, _tokens), _graph.Node("Gather", [_model.PositionTable(), _positions])]);

    private Projection SelfAttention(string name, int layer, string x)
    {
        var (width, heads, head) = (_config.ModelDimension, _config.AttentionHeads, _config.HeadDimension);
        var projections = _products.Linear(x, _model.Weights.Fused(name, "query", "key", "value")).Product; // [R, 3·d_model]
        var packed = _graph.Node("Reshape", [projections, _graph.Longs([-1, 1, 3 * width], 3)]); // [R, 1, 3·d_model]
        var pastKey = _graph.Input(GraphNames.PastKey(layer), _products.Values, "R", heads, "C", head);
        var pastValue = _graph.Input(GraphNames.PastValue(layer), _products.Values, "R", heads, "C", head);
        _graph.Output(GraphNames.PresentKey(layer), _products.Values, "R", heads, "C", head);
        _graph.Output(GraphNames.PresentValue(layer), _products.Values, "R", heads, "C", head);

        // No scale attribute: the operator's default is 1/√d_head.
        var context = _graph.MicrosoftNode(
            "GroupQueryAttention",
            [packed, GraphBuilder.Absent, GraphBuilder.Absent, pastKey, pastValue, _pastLengths, _totalLength],
            [_graph.Fresh("GroupQueryAttention"), GraphNames.PresentKey(layer), GraphNames.PresentValue(layer)],
            Attributes.Int("num_heads", heads),
            Attributes.Int("kv_num_heads", heads))[0]; // [R, 1, d_model]
        var rows = _graph.Node("Reshape", [context, _graph.Longs([-1, width], 2)]);
        return _products.Linear(rows, _model.Weights.Linear($"{name}.output"));
    }

    private Projection CrossAttention(string name, int layer, string x)
    {
        var query = _products.Linear(x, _model.Weights.Linear($"{name}.query")).Product; // [R, d_model]
        var beams = ScaledDotProduct.Swap(_graph, _graph.Node("Reshape", [query, _beamShape])); // [S, H, beam, E]
        var key = CrossInput(GraphNames.CrossKey(layer));
        var value = CrossInput(GraphNames.CrossValue(layer));
        var context = ScaledDotProduct.Apply(_graph, _config, (beams, key, value), _mask); // [R, d_model]
        return _products.Linear(context, ScaledDotProduct.Output(_model.Weights, name));
    }

    private string CrossInput(string name) => _graph.Input(name, _products.Values, "S", _config.AttentionHeads, "T", _config.HeadDimension);
}
