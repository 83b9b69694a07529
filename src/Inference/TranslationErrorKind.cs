namespace TranslationService.Inference;

/// <summary>Why a translation was refused.</summary>
public enum TranslationErrorKind
{
    /// <summary>An option is outside its bounds.</summary>
    InvalidOption,

    /// <summary>The package does not translate in that direction.</summary>
    UnsupportedDirection,

    /// <summary>The text is longer than the service takes.</summary>
    TooLarge,

    /// <summary>The queue is full; try again later.</summary>
    Overloaded,

    /// <summary>The text has waited in the queue for too long; try again later.</summary>
    QueueTimeout,

    /// <summary>The translation took longer than it may.</summary>
    DeadlineExceeded,

    /// <summary>The service is shutting down.</summary>
    Draining,

    /// <summary>The engine failed on this request.</summary>
    EngineFailure,
}
