using TranslationService.Api.Errors;
using TranslationService.Api.Lifecycle;
using TranslationService.Api.Observability;
using TranslationService.Inference;

namespace TranslationService.Api.Translation;

/// <summary>Around every translation endpoint: counts and logs how it ended, and tells the client how long it took.</summary>
internal sealed class TranslationAccounting(ServiceStatus status, ServiceMetrics metrics, TimeProvider time, ILogger<TranslationAccounting> logger)
    : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var started = time.GetTimestamp();
        try
        {
            var answer = await next(context);
            http.Response.Headers["Server-Timing"] = ServerTiming.Of(http.Features.Get<PhaseTimes>() ?? PhaseTimes.None, time.GetElapsedTime(started));
            Account(http, RequestOutcome.Ok, started);
            return answer;
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            Account(http, RequestOutcome.Cancelled, started);
            throw;
        }
        catch (Exception e)
        {
            var rejection = ErrorAnswer.For(e).Rejection;
            metrics.Rejected(rejection);
            Account(http, rejection == Rejection.None ? RequestOutcome.Failed : RequestOutcome.Rejected, started);
            throw;
        }
    }

    private void Account(HttpContext http, RequestOutcome outcome, long started)
    {
        var api = http.GetEndpoint()!.Metadata.GetRequiredMetadata<TranslationContract>().Name;
        var facts = http.Features.Get<RequestFacts>();
        var pair = facts?.Direction.ToString() ?? ServiceMetrics.Unknown;
        metrics.Finished(status.ModelNameFor(facts?.Direction) ?? ServiceMetrics.Unknown, pair, api, outcome);
        var milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
        Log.Translated(logger, TraceIdMiddleware.TraceIdOf(http), api, pair, facts?.Texts ?? 0, facts?.Characters ?? 0, outcome, milliseconds);
    }
}
