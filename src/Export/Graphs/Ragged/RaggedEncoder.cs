using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>The encoder over sentences back to back (<see cref="RaggedGraphNames"/>): source ids to the keys and values that each decoder layer's cross-attention reads.</summary>
internal sealed class RaggedEncoder(ModelGraph model)
{
    private readonly string _ids = model.Nodes.Input(RaggedGraphNames.SourceIds, ElementType.Int64, "N");
    private readonly string _positions = model.Nodes.Input(RaggedGraphNames.Positions, ElementType.Int64, "N");
    private readonly string _starts = model.Nodes.Input(RaggedGraphNames.Starts, ElementType.Int32, "S+1");

    /// <summary>Adds the encoder to an empty graph.</summary>
    public static void Add(ModelGraph model)
    {
        var encoder = new RaggedEncoder(model);
        var stack = new LayerStack(model, "encoder", model.Config.EncoderLayers);
        encoder.AddSources(stack.Apply(RaggedEmbedding.Apply(model, encoder._ids, encoder._positions), ("self_attention", encoder.SelfAttention)));
    }

    private Projection SelfAttention(string name, int layer, string x)
    {
        var qkv = model.Products.Linear(x, model.Weights.Fused(name, "query", "key", "value")); // [N, 3·d_model]
        var context = model.Nodes.ServiceNode(
            RaggedOperators.EncoderAttention, qkv.With(_starts), Attributes.Int(RaggedOperators.Heads, model.Config.AttentionHeads));
        return model.Products.Linear(context, model.Weights.Linear($"{name}.output"));
    }

    private void AddSources(string encoded)
    {
        var sources = model.Products.Linear(encoded, model.Weights.CrossAttentionInputs());
        model.Nodes.ServiceNode(RaggedOperators.Affine, sources.With(), [RaggedGraphNames.Sources]);
        model.Nodes.Output(RaggedGraphNames.Sources, ElementType.Float, "N", 2 * model.Config.DecoderLayers * model.Config.ModelDimension);
    }
}
