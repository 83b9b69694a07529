using TranslationService.Inference;

namespace TranslationService.Api.Errors;

/// <summary>What a failure becomes in HTTP. This is the one place where kinds of failure become statuses.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong and what would be right, in one line, without the service's internals.</param>
/// <param name="Rejection">How metrics count it.</param>
/// <param name="RetryAfter">When to try again; null where trying again would not help.</param>
internal sealed record ErrorAnswer(int Status, string Detail, Rejection Rejection, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan AfterOverload = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);

    /// <summary>The answer to any exception of a request whose client still listens.</summary>
    public static ErrorAnswer For(Exception exception) => exception switch
    {
        RequestException e => new(e.Status, e.Message, RejectionOf(e.Status)),
        NotReadyException e => new(StatusCodes.Status503ServiceUnavailable, e.Message, Rejection.Unavailable, AfterStart),
        TranslationException e => For(e),
        BadHttpRequestException e => new(e.StatusCode, Describe(e), RejectionOf(e.StatusCode)),
        _ => Failure,
    };

    private static ErrorAnswer Failure { get; } = new(
        StatusCodes.Status500InternalServerError,
        "The service failed on this request; its log says why under this answer's X-Trace-ID",
        Rejection.None);

    private static ErrorAnswer For(TranslationException e) => e.Kind switch
    {
        TranslationErrorKind.InvalidOption => new(StatusCodes.Status400BadRequest, e.Message, Rejection.Validation),
        TranslationErrorKind.UnsupportedDirection => new(StatusCodes.Status400BadRequest, e.Message, Rejection.Validation),
        TranslationErrorKind.TooLarge => new(StatusCodes.Status413PayloadTooLarge, e.Message, Rejection.TooLarge),
        // 503 rather than 429, which says that this client asks too often: here the replica is full, and another one may have room.
        TranslationErrorKind.Overloaded => new(StatusCodes.Status503ServiceUnavailable, e.Message, Rejection.Overloaded, e.RetryAfter ?? AfterOverload),
        TranslationErrorKind.QueueTimeout => new(StatusCodes.Status503ServiceUnavailable, e.Message, Rejection.QueueTimeout, e.RetryAfter ?? AfterOverload),
        TranslationErrorKind.DeadlineExceeded => new(StatusCodes.Status504GatewayTimeout, e.Message, Rejection.Deadline),
        TranslationErrorKind.Draining => new(StatusCodes.Status503ServiceUnavailable, e.Message, Rejection.Unavailable, AfterStart),
        _ => Failure,
    };

    private static Rejection RejectionOf(int status) => status == StatusCodes.Status413PayloadTooLarge ? Rejection.TooLarge : Rejection.Validation;

    private static string Describe(BadHttpRequestException e) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The body is larger than the service takes (Service:MaxRequestBytes)",
        StatusCodes.Status408RequestTimeout => "The body came too slowly",
        _ => "The request is not sound HTTP",
    };
}
