using Microsoft.AspNetCore.Http.HttpResults;
using TranslationService.Api.Lifecycle;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Api.Languages;

/// <summary>LibreTranslate's <c>GET /languages</c>.</summary>
internal static class LanguageEndpoints
{
    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapLanguages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/languages", List).WithTags("Translation").WithName("languages").WithSummary("The languages, and what each can be translated into");
        return routes;
    }

    private static Ok<IReadOnlyList<LanguageEntry>> List(ServiceStatus status) => TypedResults.Ok(Entries(status.Translator.Manifest.Directions));

    private static IReadOnlyList<LanguageEntry> Entries(IReadOnlyList<LanguagePair> directions)
    {
        var targets = directions.ToLookup(direction => direction.Source, direction => direction.Target);
        var codes = directions.SelectMany(direction => new[] { direction.Source, direction.Target }).Distinct();
        return [.. codes.Select(code => new LanguageEntry(code, LanguageNames.Of(code), [.. targets[code].Order()])).OrderBy(entry => entry.Name)];
    }
}
