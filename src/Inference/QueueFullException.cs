namespace TranslationService.Inference;

/// <summary>
/// The queue has no room for a request's sentences (<see cref="TranslationErrorKind.Overloaded"/>). One text and an array of texts are refused by this one
/// rule: all sentences of a request come in, or none.
/// </summary>
public sealed class QueueFullException : TranslationException
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Tells the caller to come back when what waits now will have gone.</summary>
    /// <param name="oldestAge">
    /// How long the oldest sentence has waited: about as long as one that came now would. <see cref="TranslationException.RetryAfter"/> is that, between 1 and 30 seconds.
    /// </param>
    public QueueFullException(TimeSpan oldestAge)
        : base(TranslationErrorKind.Overloaded, "The service is busy; try again later.") =>
        RetryAfter = oldestAge < Shortest ? Shortest : oldestAge > Longest ? Longest : oldestAge;
}
