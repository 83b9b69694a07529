namespace TranslationService.Artifacts.Checkpoints;

/// <summary>One search of a probe.</summary>
public sealed record ProbeSearch
{
    /// <summary>Beam size.</summary>
    public required int BeamSize { get; init; }

    /// <summary>α of score / length^α.</summary>
    public required float LengthPenalty { get; init; }

    /// <summary>The longest hypothesis, in tokens with its end token.</summary>
    public required int MaxTargetTokens { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<ProbeHypothesis> Hypotheses { get; init; }
}
