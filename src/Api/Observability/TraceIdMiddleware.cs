using System.Diagnostics;

namespace TranslationService.Api.Observability;

/// <summary>Puts <c>X-Trace-ID</c> on every response: the trace of the request's traceparent, or one of its own. The log has it too.</summary>
internal static class TraceIdMiddleware
{
    /// <summary>The header.</summary>
    public const string HeaderName = "X-Trace-ID";

    /// <summary>Adds it; before all else, so that errors have it.</summary>
    public static IApplicationBuilder UseTraceId(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // When the response starts, since an error clears the headers that stood there before.
        http.Response.OnStarting(static state => AddHeaders((HttpContext)state), http);
        return next(http);
    });

    /// <summary>The trace id of a request.</summary>
    public static string TraceIdOf(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    private static Task AddHeaders(HttpContext http)
    {
        http.Response.Headers[HeaderName] = TraceIdOf(http);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    }
}
