namespace TranslationService.Api.Observability;

/// <summary>How a request for translation ended, as <c>mt_requests_total</c> counts it.</summary>
internal enum RequestOutcome
{
    /// <summary>It was translated.</summary>
    Ok,

    /// <summary>It was refused, rightly: it was wrong, too large, or took too long, or the service was full or not ready.</summary>
    Rejected,

    /// <summary>The service failed.</summary>
    Failed,

    /// <summary>The client went away.</summary>
    Cancelled,
}
