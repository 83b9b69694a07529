namespace TranslationService.Artifacts.Packages;

/// <summary>The names of a package's files.</summary>
public sealed record PackageFiles
{
    /// <summary>The encoder graph: source ids to the cross-attention's keys and values.</summary>
    public string Encoder { get; init; } = "encoder.onnx";

    /// <summary>The decoder-step graph: one token a row to the next token's scores.</summary>
    public string DecoderStep { get; init; } = "decoder-step.onnx";

    /// <summary>The graph that moves lines of tensors on the device (<see cref="DeviceGraphNames"/>); only with <see cref="GraphLayout.Padded"/>.</summary>
    public string? Reorder { get; init; }

    /// <summary>The graph that copies between host and device (<see cref="DeviceGraphNames"/>); only with <see cref="GraphLayout.Padded"/>.</summary>
    public string? Transfer { get; init; }

    /// <summary>The SentencePiece model.</summary>
    public string Tokenizer { get; init; } = "tokenizer.model";

    /// <summary>The files of a package of that layout, under their usual names.</summary>
    public static PackageFiles Of(GraphLayout layout) =>
        layout == GraphLayout.Padded ? new PackageFiles { Reorder = "reorder.onnx", Transfer = "transfer.onnx" } : new PackageFiles();

    /// <summary>All that there are.</summary>
    public IEnumerable<string> All() => new[] { Encoder, DecoderStep, Reorder, Transfer, Tokenizer }.OfType<string>();
}
