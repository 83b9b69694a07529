namespace TranslationService.Artifacts.Checkpoints;

/// <summary>One direction of translation, by ISO 639-1 codes in lower case.</summary>
/// <param name="Source">The language translated from.</param>
/// <param name="Target">The language translated into.</param>
public sealed record LanguagePair(string Source, string Target)
{
    /// <summary>For example <c>en-de</c>.</summary>
    public override string ToString() => $"{Source}-{Target}";
}
