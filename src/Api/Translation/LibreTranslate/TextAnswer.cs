namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>The answer where <c>q</c> was a string.</summary>
/// <param name="TranslatedText">The translation.</param>
/// <param name="Alternatives">Further translations, best first; absent where none were asked for.</param>
internal sealed record TextAnswer(string TranslatedText, IReadOnlyList<string>? Alternatives = null);
