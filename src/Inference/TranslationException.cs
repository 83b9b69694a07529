namespace TranslationService.Inference;

/// <summary>A translation was refused. The message is one line for the person who asked: what is wrong and what would be right.</summary>
public class TranslationException : Exception
{
    /// <summary>With a kind and a message for a person.</summary>
    public TranslationException(TranslationErrorKind kind, string message)
        : base(message) => Kind = kind;

    /// <summary>With a kind, a message for a person, and the cause.</summary>
    public TranslationException(TranslationErrorKind kind, string message, Exception innerException)
        : base(message, innerException) => Kind = kind;

    /// <summary>Why.</summary>
    public TranslationErrorKind Kind { get; }

    /// <summary>After how long trying again may help; null where nobody knows, or where it would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
