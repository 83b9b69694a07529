using Microsoft.AspNetCore.Http.HttpResults;
using TranslationService.Api.Lifecycle;
using TranslationService.Api.OpenApi;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Api.Languages;

/// <summary>LibreTranslate's <c>GET /languages</c>.</summary>
internal static class LanguageEndpoints
{
    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapLanguages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/languages", List)
            .WithTags("Translation")
            .WithName("languages")
            .WithSummary("The languages, and what each can be translated into")
            .WithMetadata(new AnswerExample("A model from English into German", Entries([new LanguagePair("en", "de")])), ProblemExample.NotReady);
        return routes;
    }

    private static Ok<LanguageEntry[]> List(ServiceStatus status) => TypedResults.Ok(Entries(status.Translator.Directions));

    private static LanguageEntry[] Entries(IReadOnlyList<LanguagePair> directions)
    {
        var targets = directions.ToLookup(direction => direction.Source, direction => direction.Target);
        var codes = directions.SelectMany(direction => new[] { direction.Source, direction.Target }).Distinct();
        return [.. codes.Select(code => new LanguageEntry(code, LanguageNames.Of(code), [.. targets[code].Order()])).OrderBy(entry => entry.Name)];
    }
}
