using TranslationService.Api.Lifecycle;
using TranslationService.Inference;

namespace TranslationService.Api.Translation;

/// <summary>From a checked request to the engine's answer: what every contract's endpoint calls.</summary>
internal sealed class TextTranslator(ServiceStatus status, RequestValidator validator)
{
    /// <summary>Translates; leaves <see cref="RequestFacts"/> among the request's features.</summary>
    public async Task<IReadOnlyList<TextTranslation>> TranslateAsync(TranslationRequest request, HttpContext http)
    {
        var translator = status.Translator;
        var texts = validator.Validate(request, translator.Manifest.Directions);
        http.Features.Set(new RequestFacts(texts[0].Direction, texts.Count, texts.Sum(text => (long)text.Text.Length)));
        return await translator.TranslateAsync(texts, http.RequestAborted);
    }
}
