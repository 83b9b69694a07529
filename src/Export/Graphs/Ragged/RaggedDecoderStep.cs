using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>One decoder step over rows of any age and source (<see cref="RaggedGraphNames"/>): the last token of each row to the scores of its next token.</summary>
internal sealed class RaggedDecoderStep
{
    private readonly ModelGraph _model;
    private readonly string _tokens; // [R]
    private readonly string _positions; // [R]
    private readonly string _cells; // [R, L]
    private readonly string _cache; // [P, C, W]
    private readonly string _sources; // [Q, T, W]
    private readonly string _slots; // [R]
    private readonly string _lengths; // [R]

    private RaggedDecoderStep(ModelGraph model)
    {
        var (graph, width) = (model.Nodes, 2 * model.Config.DecoderLayers * model.Config.ModelDimension);
        _model = model;
        _tokens = graph.Input(RaggedGraphNames.TokenIds, ElementType.Int64, "R");
        _positions = graph.Input(RaggedGraphNames.Positions, ElementType.Int64, "R");
        _cells = graph.Input(RaggedGraphNames.Cells, ElementType.Int32, "R", "L");
        _cache = graph.Input(RaggedGraphNames.Cache, ElementType.Float, "P", "C", width);
        _sources = graph.Input(RaggedGraphNames.Sources, ElementType.Float, "Q", "T", width);
        _slots = graph.Input(RaggedGraphNames.SourceSlots, ElementType.Int32, "R");
        _lengths = graph.Input(RaggedGraphNames.SourceLengths, ElementType.Int32, "R");
    }

    /// <summary>Adds the decoder step to an empty graph.</summary>
    public static void Add(ModelGraph model)
    {
        var step = new RaggedDecoderStep(model);
        var stack = new LayerStack(model, "decoder", model.Config.DecoderLayers);
        step.AddLogits(stack.Apply(
            RaggedEmbedding.Apply(model, step._tokens, step._positions), ("self_attention", step.SelfAttention), ("cross_attention", step.CrossAttention)));
    }

    private Projection SelfAttention(string name, int layer, string x)
    {
        var qkv = _model.Products.Linear(x, _model.Weights.Fused(name, "query", "key", "value")); // [R, 3·d_model]
        return Attend(RaggedOperators.SelfAttention, name, layer, qkv.With(_cache, _positions, _cells));
    }

    private Projection CrossAttention(string name, int layer, string x)
    {
        var query = _model.Products.Linear(x, _model.Weights.Linear($"{name}.query")); // [R, d_model]
        return Attend(RaggedOperators.CrossAttention, name, layer, query.With(_sources, _slots, _lengths));
    }

    private Projection Attend(string operation, string name, int layer, string[] inputs)
    {
        var context = _model.Nodes.ServiceNode(
            operation,
            inputs,
            Attributes.Int(RaggedOperators.Heads, _model.Config.AttentionHeads),
            Attributes.Int(RaggedOperators.Layer, layer)); // [R, d_model]
        return _model.Products.Linear(context, _model.Weights.Linear($"{name}.output"));
    }

    private void AddLogits(string decoded)
    {
        var logits = _model.Products.Logits(decoded, RaggedGraphNames.Logits);
        var isOfBytes = logits.Columns != GraphBuilder.Absent;
        _model.Nodes.Output(RaggedGraphNames.Logits, isOfBytes ? ElementType.Int32 : ElementType.Float, "R", _model.Config.VocabularySize);
        if (isOfBytes)
        {
            _model.Nodes.Output(logits.Scale, ElementType.Float, "R");
            _model.Nodes.Output(logits.Columns, ElementType.Float, _model.Config.VocabularySize);
        }
    }
}
