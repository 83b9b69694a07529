namespace TranslationService.Api.Errors;

/// <summary>Why a request got no translation, as <c>mt_request_rejected_total</c> counts it.</summary>
internal enum Rejection
{
    /// <summary>It was not refused: the service failed.</summary>
    None,

    /// <summary>The request is wrong.</summary>
    Validation,

    /// <summary>Its body or a text is too large.</summary>
    TooLarge,

    /// <summary>The queue is full.</summary>
    Overloaded,

    /// <summary>It waited in the queue for longer than it may.</summary>
    QueueTimeout,

    /// <summary>It took longer than a request may.</summary>
    Deadline,

    /// <summary>The model is not loaded yet, or the service stops.</summary>
    Unavailable,
}
