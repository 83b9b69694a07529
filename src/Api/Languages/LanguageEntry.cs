namespace TranslationService.Api.Languages;

/// <summary>A language of the model.</summary>
/// <param name="Code">ISO 639-1, lower case.</param>
/// <param name="Name">Its English name.</param>
/// <param name="Targets">The codes of the languages that it can be translated into; none where it is only a target.</param>
internal sealed record LanguageEntry(string Code, string Name, IReadOnlyList<string> Targets);
