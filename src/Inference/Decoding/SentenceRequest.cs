namespace TranslationService.Inference.Decoding;

/// <summary>A sentence to search, in ids.</summary>
/// <param name="SourceIds">[source] with its language and end tokens: 1 to the model's positions.</param>
/// <param name="Options">How to search.</param>
/// <param name="MaxTargetTokens">
/// The longest hypothesis in tokens, the end token counted: 1 to the model's positions. See <see cref="DecodingOptions.MaxTargetTokens"/>
/// for what the options say about a source of that length.
/// </param>
public sealed record SentenceRequest(IReadOnlyList<int> SourceIds, DecodingOptions Options, int MaxTargetTokens);
