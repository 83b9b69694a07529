namespace TranslationService.Inference.Batching;

/// <summary>What may still join a batch at its next step.</summary>
/// <param name="Rows">Decoder rows: the beam sizes of sentences together.</param>
/// <param name="Tokens">Source tokens.</param>
/// <param name="JoiningTokens">
/// Source tokens to encode before the step. The sentence that reaches this limit may exceed it: a long one would never be let in otherwise.
/// </param>
internal readonly record struct BatchRoom(int Rows, int Tokens, int JoiningTokens)
{
    /// <summary>No room at all.</summary>
    public static BatchRoom None => default;

    /// <summary>Whether a sentence may join.</summary>
    public bool Has(SentenceJob job) => job.BeamSize <= Rows && job.SourceTokens <= Tokens && JoiningTokens > 0;

    /// <summary>What is left when it has joined.</summary>
    public BatchRoom Without(SentenceJob job) => new(Rows - job.BeamSize, Tokens - job.SourceTokens, JoiningTokens - job.SourceTokens);
}
