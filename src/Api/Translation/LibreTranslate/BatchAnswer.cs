namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>The answer where <c>q</c> was an array.</summary>
/// <param name="TranslatedText">The translations, in the order of <c>q</c>.</param>
/// <param name="Alternatives">Further translations of each text, best first; absent where none were asked for.</param>
internal sealed record BatchAnswer(IReadOnlyList<string> TranslatedText, IReadOnlyList<IReadOnlyList<string>>? Alternatives = null);
