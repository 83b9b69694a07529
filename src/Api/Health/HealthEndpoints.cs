using Microsoft.AspNetCore.Http.HttpResults;
using TranslationService.Api.Errors;
using TranslationService.Api.Lifecycle;

namespace TranslationService.Api.Health;

/// <summary>The probes, and LibreTranslate's <c>GET /health</c>.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Verbs = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health");
        group.MapMethods("", Verbs, Live).WithSummary("The process answers (LibreTranslate's health check)");
        group.MapMethods("/live", Verbs, Live).WithSummary("The process answers");
        group.MapMethods("/ready", Verbs, Ready).WithSummary("The model is loaded and warm, and the service is not shutting down");
        return routes;
    }

    private static Ok<HealthAnswer> Live() => TypedResults.Ok(HealthAnswer.Ok);

    private static Ok<HealthAnswer> Ready(ServiceStatus status) => status.Phase switch
    {
        ServicePhase.Ready => TypedResults.Ok(HealthAnswer.Ok),
        ServicePhase.Draining => throw new NotReadyException("The service is shutting down"),
        _ => throw new NotReadyException(),
    };
}
