using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TranslationService.Api.Observability;

namespace TranslationService.Api.Errors;

/// <summary>Answers every exception of a request. A client that went away has been dealt with before this is asked.</summary>
internal sealed class FailureHandler(IProblemDetailsService problems, ILogger<FailureHandler> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var answer = ErrorAnswer.For(exception);
        if (answer.Status == StatusCodes.Status500InternalServerError)
        {
            Log.RequestFailed(logger, exception, TraceIdMiddleware.TraceIdOf(httpContext));
        }

        httpContext.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString();
        }

        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = answer.Status, Detail = answer.Detail },
        });
    }
}
