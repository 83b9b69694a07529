using TranslationService.Api.Lifecycle;
using TranslationService.Inference;

namespace TranslationService.Api.Translation;

/// <summary>From a checked request to the engine's answer: what every contract's endpoint calls.</summary>
internal sealed class TextTranslator(ServiceStatus status, RequestValidator validator)
{
    /// <summary>Translates; leaves <see cref="RequestFacts"/> and <see cref="PhaseTimes"/> among the request's features.</summary>
    public async Task<IReadOnlyList<TextTranslation>> TranslateAsync(TranslationRequest request, HttpContext http)
    {
        var translator = status.Translator;
        var texts = validator.Validate(request, translator.Directions);
        http.Features.Set(new RequestFacts(texts[0].Direction, texts.Count, texts.Sum(text => (long)text.Text.Length)));
        var translations = await translator.TranslateAsync(texts, http.RequestAborted);
        http.Features.Set(PhaseTimes.Slowest(translations.Select(translation => translation.Times)));
        return translations;
    }
}
