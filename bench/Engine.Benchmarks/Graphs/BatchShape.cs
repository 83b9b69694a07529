namespace TranslationService.Engine.Benchmarks.Graphs;

/// <summary>A batch of sentences that are all alike.</summary>
/// <param name="Sentences">S.</param>
/// <param name="BeamSize">Rows of each sentence.</param>
/// <param name="SourceTokens">Source tokens of each.</param>
/// <param name="TargetTokens">Steps, and so the tokens that a row's cache must hold.</param>
internal readonly record struct BatchShape(int Sentences, int BeamSize, int SourceTokens, int TargetTokens)
{
    /// <summary>The project's shape: 20 tokens in, 20 out.</summary>
    public const int StandardTokens = 20;

    public int Rows => Sentences * BeamSize;

    public static BatchShape Standard(int sentences, int beamSize) => new(sentences, beamSize, StandardTokens, StandardTokens);
}
