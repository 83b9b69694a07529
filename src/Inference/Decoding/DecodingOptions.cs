using System.ComponentModel.DataAnnotations;

namespace TranslationService.Inference.Decoding;

/// <summary>How a sentence is decoded. The defaults are the service's.</summary>
public sealed record DecodingOptions
{
    /// <summary>The widest beam.</summary>
    public const int MaxBeamSize = 32;

    /// <summary>Hypotheses kept at each step; 1 is greedy search.</summary>
    /// <value>1 to 32; default 4.</value>
    [Range(1, MaxBeamSize)]
    public int BeamSize { get; init; } = 4;

    /// <summary>Finished hypotheses to return, best first.</summary>
    /// <value>1 to <see cref="BeamSize"/>; default 1.</value>
    [Range(1, MaxBeamSize)]
    public int NBest { get; init; } = 1;

    /// <summary>α: hypotheses are ranked by the sum of log-probabilities / length^α, the end token counted. 0 ranks by the sum alone.</summary>
    /// <value>0 to 5; default 1.</value>
    [Range(0.0, 5.0)]
    public float LengthPenalty { get; init; } = 1f;

    /// <summary>The fewest tokens of a hypothesis, the end token not counted.</summary>
    /// <value>0 to 1024; default 1, since a text is never translated into nothing.</value>
    [Range(0, 1024)]
    public int MinTargetTokens { get; init; } = 1;

    /// <summary>
    /// The most tokens of a hypothesis, the end token counted, are MaxLengthRatio × source tokens + <see cref="MaxLengthMargin"/>, but never
    /// so few that <see cref="MinTargetTokens"/> and an end do not fit, and never more than the model's positions.
    /// </summary>
    /// <value>0 to 20; default 2.</value>
    [Range(0.0, 20.0)]
    public float MaxLengthRatio { get; init; } = 2f;

    /// <summary>The constant part of that limit, so that short sentences have room.</summary>
    /// <value>1 to 1024; default 20.</value>
    [Range(1, 1024)]
    public int MaxLengthMargin { get; init; } = 20;

    /// <summary>The most tokens of a hypothesis for a source of that length (language and end tokens counted).</summary>
    public int MaxTargetTokens(int sourceTokens, int maxPositions) =>
        Math.Min(Math.Max((int)MathF.Ceiling(MaxLengthRatio * sourceTokens) + MaxLengthMargin, MinTargetTokens + 1), maxPositions);
}
