namespace TranslationService.Artifacts.Packages;

/// <summary>
/// The inputs and outputs of a package's two graphs. S = sentences, R = decoder rows = S × beam, sentence-major; H = heads; E = head width;
/// T = padded source length; C = capacity of the self-attention cache in tokens; V = vocabulary; float is fp32 or, in an fp16 package, fp16.
/// </summary>
public static class GraphNames
{
    /// <summary>int64 [S, T]: source ids, padded on the right.</summary>
    public const string SourceIds = "source_ids";

    /// <summary>
    /// float [S, 1, 1, T]: 0 where a source token stands, <see cref="MaskedScore"/> where there is padding. Added to the attention scores of the
    /// encoder and of the decoder's cross-attention.
    /// </summary>
    public const string SourceMask = "source_mask";

    /// <summary>Added to the score of a masked position: far below any real score, and inside fp16's range.</summary>
    public const float MaskedScore = -30000f;

    /// <summary>int64 [R]: the last token of each hypothesis.</summary>
    public const string TokenIds = "token_ids";

    /// <summary>int64 [R]: that token's position; 0 for the begin token.</summary>
    public const string Positions = "positions";

    /// <summary>int32 [R]: the tokens that stand in the row's cache before this step (GroupQueryAttention's seqlens_k: total − 1). Equals the position.</summary>
    public const string PastLengths = "past_lengths";

    /// <summary>
    /// int32 [1]: GroupQueryAttention's total_sequence_length: the largest PastLengths + 1 of the batch. It must not exceed the cache's capacity C.
    /// </summary>
    public const string TotalLength = "total_length";

    /// <summary>float [R, V]: unnormalised scores of the next token.</summary>
    public const string Logits = "logits";

    /// <summary>float [S, H, T, E]: encoder output and decoder-step input, never copied per beam.</summary>
    public static string CrossKey(int decoderLayer) => $"cross_key_{decoderLayer}";

    /// <summary>float [S, H, T, E].</summary>
    public static string CrossValue(int decoderLayer) => $"cross_value_{decoderLayer}";

    /// <summary>float [R, H, C, E]: the cache; bind past and present to one buffer.</summary>
    public static string PastKey(int decoderLayer) => $"past_key_{decoderLayer}";

    /// <summary>float [R, H, C, E].</summary>
    public static string PastValue(int decoderLayer) => $"past_value_{decoderLayer}";

    /// <summary>float [R, H, C, E]: the same buffer as <see cref="PastKey"/>.</summary>
    public static string PresentKey(int decoderLayer) => $"present_key_{decoderLayer}";

    /// <summary>float [R, H, C, E]: the same buffer as <see cref="PastValue"/>.</summary>
    public static string PresentValue(int decoderLayer) => $"present_value_{decoderLayer}";
}
