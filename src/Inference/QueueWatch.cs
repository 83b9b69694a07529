using TranslationService.Inference.Batching;

namespace TranslationService.Inference;

/// <summary>
/// Waits for a request's sentences, and refuses the request where nothing is done for it: sentences wait, none is in a batch, and for a while none has come into
/// one. A long text that is being worked on is not refused, however many of its sentences still wait.
/// </summary>
internal static class QueueWatch
{
    /// <summary>The results, in the order in which they ended.</summary>
    /// <exception cref="TranslationException">Nothing was done, or a sentence failed.</exception>
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
                var startedBefore = started;
                started = jobs.Count(job => job.HasStarted);
                if (started == startedBefore && !jobs.Any(job => job.HasStarted && !job.Result.IsCompleted))
                {
                    throw Refusal(queueTimeout);
                }
            }
        }

        return await results;
    }

    private static TranslationException Refusal(TimeSpan queueTimeout) =>
        new(TranslationErrorKind.QueueTimeout, "The service is busy: the text has waited too long; try again later.") { RetryAfter = queueTimeout };
}
