namespace TranslationService.Artifacts.Checkpoints;

/// <summary>One sentence and what the model made of it.</summary>
public sealed record Probe
{
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>The direction asked for.</summary>
    public required LanguagePair Direction { get; init; }

    /// <summary>[source] the encoder's input, with language and end tokens.</summary>
    public required IReadOnlyList<int> SourceIds { get; init; }

    /// <summary>
    /// [target] the decoder's forced input, which begins with the begin token. Row t of <c>logits.{i}</c> follows TargetIds[0..t].
    /// </summary>
    public required IReadOnlyList<int> TargetIds { get; init; }

    /// <summary>Beam searches over this sentence, by the TorchSharp model with no cache.</summary>
    public required IReadOnlyList<ProbeSearch> Searches { get; init; }
}
