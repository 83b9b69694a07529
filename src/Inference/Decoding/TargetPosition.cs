namespace TranslationService.Inference.Decoding;

/// <summary>Where a hypothesis stands between its length limits.</summary>
/// <param name="Tokens">Its tokens so far.</param>
/// <param name="MinTokens">The fewest, the end token not counted.</param>
/// <param name="MaxTokens">The most, the end token counted.</param>
internal readonly record struct TargetPosition(int Tokens, int MinTokens, int MaxTokens)
{
    /// <summary>Only the end token fits.</summary>
    public bool MustEnd => Tokens + 1 >= MaxTokens;

    /// <summary>The end token is allowed. The length limit of the model goes before the minimum that was asked for.</summary>
    public bool MayEnd => Tokens >= MinTokens || MustEnd;
}
