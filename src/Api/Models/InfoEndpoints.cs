using Microsoft.AspNetCore.Http.HttpResults;
using TranslationService.Api.Errors;
using TranslationService.Api.OpenApi;
using TranslationService.Inference.Models;

namespace TranslationService.Api.Models;

/// <summary><c>GET /info</c>: what this replica really runs.</summary>
internal static class InfoEndpoints
{
    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapInfo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/info", Info)
            .WithTags("Health")
            .WithName("info")
            .WithSummary("The models that this replica runs, and what was to replace one and was refused")
            .WithMetadata(new AnswerExample("A model whose replacement was refused", InfoAnswer.Example), ProblemExample.NotReady);
        return routes;
    }

    private static Ok<InfoAnswer> Info(ModelRegistry registry) => registry.Models is { Count: > 0 } models
        ? TypedResults.Ok(new InfoAnswer([.. models.Select(ModelEntry.Of)]))
        : throw new NotReadyException();
}
