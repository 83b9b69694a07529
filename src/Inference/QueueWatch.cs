using TranslationService.Inference.Batching;

namespace TranslationService.Inference;

/// <summary>
/// Waits for a request's sentences, and refuses the request where the queue does not move for it: sentences wait, and for a while none has come into a batch.
/// A long text whose sentences come in one after the other is not refused, however many still wait.
/// </summary>
internal static class QueueWatch
{
    /// <summary>The results, in the order in which they ended.</summary>
    /// <exception cref="TranslationException">The queue did not move, or a sentence failed.</exception>
    /// <exception cref="OperationCanceledException">The call is at its end.</exception>
    public static async Task<IReadOnlyList<SentenceResult>> ResultsAsync(
        IReadOnlyList<SentenceJob> jobs, TimeSpan queueTimeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var results = SentenceResults.OfAsync(jobs, cancellationToken);
        for (var started = 0; started < jobs.Count;)
        {
            try
            {
                return await results.WaitAsync(queueTimeout, clock, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                var startedNow = jobs.Count(job => job.HasStarted);
                started = startedNow > started ? startedNow : throw Refusal(queueTimeout);
            }
        }

        return await results;
    }

    private static TranslationException Refusal(TimeSpan queueTimeout) =>
        new(TranslationErrorKind.QueueTimeout, "The service is busy: the text has waited too long; try again later.") { RetryAfter = queueTimeout };
}
