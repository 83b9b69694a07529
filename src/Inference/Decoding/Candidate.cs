namespace TranslationService.Inference.Decoding;

/// <summary>A live hypothesis and one more token.</summary>
/// <param name="Sum">The hypothesis's sum of log-probabilities, this token's among them.</param>
/// <param name="Origin">The live hypothesis, by rank in its beam.</param>
/// <param name="Token">The token.</param>
internal readonly record struct Candidate(float Sum, int Origin, int Token)
{
    /// <summary>A total order: the higher sum first, then the lower index origin × vocabulary + token.</summary>
    public bool Precedes(in Candidate other) => Sum != other.Sum
        ? Sum > other.Sum
        : Origin != other.Origin ? Origin < other.Origin : Token < other.Token;
}
