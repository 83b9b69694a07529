namespace TranslationService.Artifacts.Architecture;

/// <summary>
/// Everything that decides the shapes and the equations of an encoder-decoder Transformer. The model, the exporter and the service read
/// this one record; what only training needs (dropout, schedules) is elsewhere.
/// </summary>
public sealed record TransformerConfig
{
    /// <summary>How sublayers join the residual stream.</summary>
    public required ResidualScheme Scheme { get; init; }

    /// <summary>d_model: the width of the residual stream. A multiple of twice <see cref="AttentionHeads"/>.</summary>
    public required int ModelDimension { get; init; }

    /// <summary>The inner width of the feed-forward sublayers.</summary>
    public required int FeedForwardDimension { get; init; }

    /// <summary>Attention heads; each is <see cref="HeadDimension"/> wide.</summary>
    public required int AttentionHeads { get; init; }

    /// <summary>Encoder layers: self-attention and feed-forward.</summary>
    public required int EncoderLayers { get; init; }

    /// <summary>Decoder layers: self-attention, cross-attention and feed-forward.</summary>
    public required int DecoderLayers { get; init; }

    /// <summary>Rows of the embedding that both sides and the output projection share.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>
    /// Positions for which the sinusoidal table is made: the longest source (with its language and end tokens) and the longest target
    /// (with its end token), in tokens. Default 512.
    /// </summary>
    public int MaxPositions { get; init; } = 512;

    /// <summary>s, the scale of the dual stream d ← d + s·h; 1 in fp32, less keeps d inside fp16's range. ResiDual only. Default 1.</summary>
    public float DualStreamScale { get; init; } = 1f;

    /// <summary>ε of every layer normalisation but the dual stream's. Default 1e-5.</summary>
    public float LayerNormEpsilon { get; init; } = 1e-5f;

    /// <summary>ε of the normalisation of the dual stream: small, so that LN(s·d) ≈ LN(d). Default 1e-7.</summary>
    public float DualLayerNormEpsilon { get; init; } = 1e-7f;

    /// <summary>The width of one attention head.</summary>
    public int HeadDimension => ModelDimension / AttentionHeads;

    /// <summary>Whether a stack ends with a normalisation of its own (Pre-LN's LN(x), ResiDual's LN(d)).</summary>
    public bool HasFinalNorm => Scheme != ResidualScheme.PostLN;

    /// <summary>ε of that final normalisation.</summary>
    public float FinalNormEpsilon => Scheme == ResidualScheme.ResiDual ? DualLayerNormEpsilon : LayerNormEpsilon;

    /// <summary>Every way in which the values contradict each other, in words that name the value; empty when they are sound.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, value) in new (string, int)[]
        {
            ("modelDimension", ModelDimension), ("feedForwardDimension", FeedForwardDimension), ("attentionHeads", AttentionHeads),
            ("encoderLayers", EncoderLayers), ("decoderLayers", DecoderLayers), ("vocabularySize", VocabularySize), ("maxPositions", MaxPositions),
        })
        {
            if (value <= 0)
            {
                yield return $"{name} is {value}; it must be 1 or more";
            }
        }

        if (!Enum.IsDefined(Scheme))
        {
            yield return $"scheme is {(int)Scheme}; it must be one of {string.Join(", ", Enum.GetNames<ResidualScheme>())}";
        }

        // Each head splits in two for the sinusoids, and kernels want an even width.
        if (AttentionHeads > 0 && ModelDimension % (2 * AttentionHeads) != 0)
        {
            yield return $"modelDimension is {ModelDimension}; it must be a multiple of 2 × attentionHeads ({2 * AttentionHeads})";
        }

        if (DualStreamScale is not (> 0f and <= 1f))
        {
            yield return $"dualStreamScale is {DualStreamScale}; it must be above 0 and at most 1";
        }

        if (LayerNormEpsilon is not (> 0f and < 1f) || DualLayerNormEpsilon is not (> 0f and < 1f))
        {
            yield return "layerNormEpsilon and dualLayerNormEpsilon must lie between 0 and 1";
        }
    }
}
