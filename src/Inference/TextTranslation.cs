namespace TranslationService.Inference;

/// <summary>A translated text.</summary>
/// <param name="Text">The best translation: segments joined by the white space that stood between them in the source.</param>
/// <param name="Alternatives">Further translations of the whole text, best first, without the best and without repetition; at most NBest − 1.</param>
/// <param name="Segments">The segments, in order.</param>
public sealed record TextTranslation(string Text, IReadOnlyList<string> Alternatives, IReadOnlyList<SegmentTranslation> Segments)
{
    /// <summary>How long its slowest sentence spent in each phase of the engine.</summary>
    public PhaseTimes Times { get; init; } = PhaseTimes.None;
}
