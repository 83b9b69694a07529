namespace TranslationService.Artifacts.Architecture;

/// <summary>
/// The names and shapes of a model's tensors, in the order in which a checkpoint holds them (docs/checkpoint.md). A linear's weight is
/// [out, in], as y = x·Wᵀ + b. The TorchSharp modules register their parameters under these names.
/// </summary>
public static class TensorNames
{
    /// <summary>[vocabulary, d_model]: both embeddings and, transposed, the output projection (which has no bias).</summary>
    public const string Embedding = "embedding.weight";

    /// <summary>The linears of an attention sublayer, each [d_model, d_model] with a bias.</summary>
    public static readonly IReadOnlyList<string> AttentionLinears = ["query", "key", "value", "output"];

    /// <summary>Every tensor of a model of that architecture, with its shape.</summary>
    public static IEnumerable<(string Name, int[] Shape)> All(TransformerConfig config)
    {
        yield return (Embedding, [config.VocabularySize, config.ModelDimension]);
        var stacks = new (string Stack, int Layers, string[] Attentions)[]
        {
            ("encoder", config.EncoderLayers, ["self_attention"]),
            ("decoder", config.DecoderLayers, ["self_attention", "cross_attention"]),
        };
        foreach (var (stack, layers, attentions) in stacks)
        {
            foreach (var tensor in Enumerable.Range(0, layers).SelectMany(i => Layer($"{stack}.layers.{i}", attentions, config)))
            {
                yield return tensor;
            }

            if (config.HasFinalNorm)
            {
                foreach (var tensor in Norm($"{stack}.final_norm", config.ModelDimension))
                {
                    yield return tensor;
                }
            }
        }
    }

    private static IEnumerable<(string, int[])> Layer(string layer, string[] attentions, TransformerConfig config)
    {
        var (d, f) = (config.ModelDimension, config.FeedForwardDimension);
        foreach (var attention in attentions)
        {
            foreach (var tensor in AttentionLinears.SelectMany(linear => Linear($"{layer}.{attention}.{linear}", d, d)))
            {
                yield return tensor;
            }

            foreach (var tensor in Norm($"{layer}.{attention}_norm", d))
            {
                yield return tensor;
            }
        }

        foreach (var tensor in Linear($"{layer}.feed_forward.expand", f, d)
            .Concat(Linear($"{layer}.feed_forward.contract", d, f))
            .Concat(Norm($"{layer}.feed_forward_norm", d)))
        {
            yield return tensor;
        }
    }

    private static (string, int[])[] Linear(string name, int outputs, int inputs) =>
        [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])];

    private static (string, int[])[] Norm(string name, int width) => [($"{name}.weight", [width]), ($"{name}.bias", [width])];
}
