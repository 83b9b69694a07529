namespace TranslationService.Inference.Sessions;

/// <summary>The dimensions of a decoder batch.</summary>
/// <param name="Sentences">S.</param>
/// <param name="SourceTokens">T, the padded source length.</param>
/// <param name="BeamSize">B, the rows of each sentence.</param>
/// <param name="Capacity">C, the tokens that a row's cache has room for.</param>
internal readonly record struct DecoderShape(int Sentences, int SourceTokens, int BeamSize, int Capacity)
{
    /// <summary>R = S × B.</summary>
    public int Rows => Sentences * BeamSize;
}
