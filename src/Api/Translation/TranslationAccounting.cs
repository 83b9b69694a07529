using System.Diagnostics;
using TranslationService.Api.Errors;
using TranslationService.Api.Lifecycle;
using TranslationService.Api.Observability;

namespace TranslationService.Api.Translation;

/// <summary>Around every translation endpoint: counts and logs how it ended, and tells the client how long it took.</summary>
internal sealed class TranslationAccounting(string api, IServiceProvider services) : IEndpointFilter
{
    private readonly ServiceStatus _status = services.GetRequiredService<ServiceStatus>();
    private readonly ServiceMetrics _metrics = services.GetRequiredService<ServiceMetrics>();
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly ILogger _logger = services.GetRequiredService<ILogger<TranslationAccounting>>();

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var started = _time.GetTimestamp();
        try
        {
            var answer = await next(context);
            http.Response.Headers["Server-Timing"] = $"total;dur={_time.GetElapsedTime(started).TotalMilliseconds:F1}";
            Account(http, RequestOutcome.Ok, started);
            return answer;
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            Account(http, RequestOutcome.Cancelled, started);
            throw;
        }
        catch (Exception e) when (e is not UnreachableException)
        {
            var rejection = ErrorAnswer.For(e).Rejection;
            _metrics.Rejected(rejection);
            Account(http, rejection == Rejection.None ? RequestOutcome.Failed : RequestOutcome.Rejected, started);
            throw;
        }
    }

    private void Account(HttpContext http, RequestOutcome outcome, long started)
    {
        var facts = http.Features.Get<RequestFacts>();
        var pair = facts?.Direction.ToString() ?? ServiceMetrics.Unknown;
        _metrics.Finished(_status.ModelName ?? ServiceMetrics.Unknown, pair, api, outcome);
        var milliseconds = _time.GetElapsedTime(started).TotalMilliseconds;
        Log.Translated(_logger, TraceIdMiddleware.TraceIdOf(http), api, pair, facts?.Texts ?? 0, facts?.Characters ?? 0, outcome, milliseconds);
    }
}
