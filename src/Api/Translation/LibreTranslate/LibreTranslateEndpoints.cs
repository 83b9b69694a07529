using Microsoft.AspNetCore.Http.HttpResults;
using TranslationService.Inference;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>LibreTranslate's <c>POST /translate</c>.</summary>
internal static class LibreTranslateEndpoints
{
    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapLibreTranslate(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/translate", TranslateAsync)
            .AccountAs("libretranslate")
            .WithTags("Translation")
            .WithName("translate")
            .WithSummary("Translates a text, or several")
            .WithMetadata(TranslateExamples.All);
        return routes;
    }

    private static async Task<Results<Ok<TextAnswer>, Ok<BatchAnswer>>> TranslateAsync(HttpContext http, TextTranslator translator)
    {
        var request = await RequestReader.ReadAsync(http.Request);
        var translations = await translator.TranslateAsync(request.ToTranslationRequest(), http);
        return request.IsArray
            ? TypedResults.Ok(AnswerAll(translations, request.Alternatives))
            : TypedResults.Ok(AnswerOne(translations[0], request.Alternatives));
    }

    private static TextAnswer AnswerOne(TextTranslation translation, int alternatives) =>
        new(translation.Text, alternatives > 0 ? translation.Alternatives : null);

    private static BatchAnswer AnswerAll(IReadOnlyList<TextTranslation> translations, int alternatives) => new(
        [.. translations.Select(translation => translation.Text)],
        alternatives > 0 ? [.. translations.Select(translation => translation.Alternatives)] : null);
}
