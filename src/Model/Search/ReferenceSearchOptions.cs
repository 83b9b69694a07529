namespace TranslationService.Model.Search;

/// <summary>How <see cref="ReferenceBeamSearch"/> searches.</summary>
public sealed record ReferenceSearchOptions
{
    /// <summary>Hypotheses kept at each step; 1 is greedy search. At least 1.</summary>
    public required int BeamSize { get; init; }

    /// <summary>Hypotheses returned, at most <see cref="BeamSize"/>. Default 1.</summary>
    public int NBest { get; init; } = 1;

    /// <summary>α of sum / length^α, the end token counted. At least 0; default 1.</summary>
    public float LengthPenalty { get; init; } = 1f;

    /// <summary>The fewest tokens of a hypothesis, the end token not counted. Default 1.</summary>
    public int MinTargetTokens { get; init; } = 1;

    /// <summary>The most tokens of a hypothesis, the end token counted. At least 1, at most the model's positions.</summary>
    public required int MaxTargetTokens { get; init; }
}
