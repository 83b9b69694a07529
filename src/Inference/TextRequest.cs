using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference;

/// <summary>A text to translate.</summary>
/// <param name="Text">
/// Any Unicode text; it is split into segments that fit the model. A segment without a letter or a digit comes back as it was. Half of a surrogate pair counts as U+FFFD.
/// </param>
/// <param name="Direction">One of the package's directions.</param>
/// <param name="Options">How to search.</param>
public sealed record TextRequest(string Text, LanguagePair Direction, DecodingOptions Options)
{
    /// <summary>
    /// How long the caller waits; after that the call ends as <see cref="TranslationErrorKind.DeadlineExceeded"/>. The shortest of a call's requests counts, and the
    /// service's own limit (<see cref="EngineOptions.RequestTimeoutSeconds"/>) where that is shorter.
    /// </summary>
    /// <value>More than 0, at most a day; default none of its own.</value>
    public TimeSpan? Timeout { get; init; }
}
