using Microsoft.AspNetCore.WebUtilities;

namespace TranslationService.Api.Errors;

/// <summary>
/// Writes every error of the service: RFC 9457 problem details, with the detail repeated as <c>error</c> for LibreTranslate's clients and as
/// <c>message</c> for DeepL's. What the client says it accepts is not asked: an error without a word helps nobody.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    /// <summary>The media type of problem details.</summary>
    public const string ContentType = "application/problem+json";

    /// <inheritdoc />
    public bool CanWrite(ProblemDetailsContext context) => true;

    /// <inheritdoc />
    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = context.ProblemDetails.Status ?? http.Response.StatusCode;
        var problem = Problem.Of(status, context.ProblemDetails.Detail ?? Describe(http, status));
        return new(http.Response.WriteAsJsonAsync(problem, options: null, ContentType, http.RequestAborted));
    }

    // For the statuses that routing answers with, which come without a text.
    private static string Describe(HttpContext http, int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this path; /swagger shows what there is",
        StatusCodes.Status405MethodNotAllowed => $"{http.Request.Method} is not allowed here; allowed: {http.Response.Headers.Allow}",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}
