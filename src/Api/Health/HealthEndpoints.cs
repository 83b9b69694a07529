using Microsoft.AspNetCore.Http.HttpResults;
using TranslationService.Api.Errors;
using TranslationService.Api.Lifecycle;
using TranslationService.Api.OpenApi;
using TranslationService.Inference;

namespace TranslationService.Api.Health;

/// <summary>The probes, and LibreTranslate's <c>GET /health</c>.</summary>
internal static class HealthEndpoints
{
    private const string ShuttingDown = "The service is shutting down";
    private const string GpuFails = "The GPU failed repeatedly, and no package for the CPU stands by; it is tried again in a while";

    private static readonly string[] Head = [HttpMethods.Head];

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health");
        Map(group, "", Live, "The process answers (LibreTranslate's health check)");
        Map(group, "/live", Live, "The process answers");
        Map(group, "/ready", Ready, "The model is loaded and warm, and the service is not shutting down; degraded where a GPU failed and the CPU has taken over")
            .WithMetadata(ProblemExample.NotReady, new ProblemExample(StatusCodes.Status503ServiceUnavailable, ShuttingDown));
        return routes;
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string path, Delegate handler, string summary)
    {
        routes.MapMethods(path, Head, handler).ExcludeFromDescription();
        return routes.MapGet(path, handler).WithSummary(summary).WithMetadata(new AnswerExample("Well", HealthAnswer.Ok));
    }

    private static Ok<HealthAnswer> Live() => TypedResults.Ok(HealthAnswer.Ok);

    private static Ok<HealthAnswer> Ready(ServiceStatus status) => status.Phase switch
    {
        ServicePhase.Ready => OnProvider(status.Translator.ProviderState),
        ServicePhase.Draining => throw new NotReadyException(ShuttingDown),
        _ => throw new NotReadyException(),
    };

    private static Ok<HealthAnswer> OnProvider(ProviderState state) => state switch
    {
        ProviderState.AsMeant => TypedResults.Ok(HealthAnswer.Ok),
        ProviderState.OnFallback => TypedResults.Ok(HealthAnswer.Degraded),
        _ => throw new NotReadyException(GpuFails),
    };
}
