using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Export.Graphs;

/// <summary>A checkpoint's tensors by name, every one there and of the shape that the architecture asks for.</summary>
internal sealed class ModelWeights(TransformerConfig config, IReadOnlyDictionary<string, NamedTensor> tensors)
{
    /// <summary>Shapes and equations.</summary>
    public TransformerConfig Config { get; } = config;

    /// <summary>A tensor of <see cref="TensorNames"/>.</summary>
    public NamedTensor this[string name] => tensors[name];

    /// <summary>The linear of that name.</summary>
    public LinearWeights Linear(string name) => LinearWeights.From(name, this[$"{name}.weight"], this[$"{name}.bias"]);

    /// <summary>Several linears of one attention sublayer as one product.</summary>
    public LinearWeights Fused(string attention, params IReadOnlyList<string> linears) =>
        LinearWeights.Fuse($"{attention}.{string.Join('_', linears)}", [.. linears.Select(linear => Linear($"{attention}.{linear}"))]);

    /// <summary>Keys and values of every decoder layer's cross-attention as one product: they all read the encoder's output. [key 0, value 0, key 1, …]</summary>
    public LinearWeights CrossAttentionInputs() => LinearWeights.Fuse(
        "cross_attention.key_value",
        [.. Enumerable.Range(0, Config.DecoderLayers).Select(layer => Fused($"decoder.layers.{layer}.cross_attention", "key", "value"))]);
}
