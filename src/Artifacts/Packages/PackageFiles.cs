namespace TranslationService.Artifacts.Packages;

/// <summary>The names of a package's files.</summary>
public sealed record PackageFiles
{
    /// <summary>The encoder graph: source ids to the cross-attention's keys and values.</summary>
    public string Encoder { get; init; } = "encoder.onnx";

    /// <summary>The decoder-step graph: one token a row to the next token's scores.</summary>
    public string DecoderStep { get; init; } = "decoder-step.onnx";

    /// <summary>The SentencePiece model.</summary>
    public string Tokenizer { get; init; } = "tokenizer.model";
}
