namespace TranslationService.Inference.Batching;

/// <summary>Waits for the sentences of a request.</summary>
internal static class SentenceResults
{
    /// <summary>
    /// The results of all, in the order in which they ended. The first sentence that fails ends the wait, wherever it stands in the request.
    /// </summary>
    /// <exception cref="TranslationException">A sentence failed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<IReadOnlyList<SentenceResult>> OfAsync(IReadOnlyList<SentenceJob> jobs, CancellationToken cancellationToken)
    {
        var results = new List<SentenceResult>(jobs.Count);
        await foreach (var ended in Task.WhenEach(jobs.Select(job => job.Result)).WithCancellation(cancellationToken))
        {
            results.Add(await ended);
        }

        return results;
    }
}
