using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference;

/// <summary>A text to translate.</summary>
/// <param name="Text">Any Unicode text of any length; it is split into segments that fit the model.</param>
/// <param name="Direction">One of the package's directions.</param>
/// <param name="Options">How to search.</param>
public sealed record TextRequest(string Text, LanguagePair Direction, DecodingOptions Options);
