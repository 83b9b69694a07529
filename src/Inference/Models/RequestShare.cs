namespace TranslationService.Inference.Models;

/// <summary>The requests of one call that one model serves.</summary>
/// <param name="Model">The model.</param>
/// <param name="Indices">Where they stand in the call.</param>
/// <param name="Requests">The requests, in the order of the call.</param>
internal sealed record RequestShare(ServedModel Model, IReadOnlyList<int> Indices, IReadOnlyList<TextRequest> Requests)
{
    /// <exception cref="TranslationException">No model serves one of the directions.</exception>
    public static List<RequestShare> Of(IReadOnlyList<TextRequest> requests, ModelRoutes routes)
    {
        // Nearly always: one direction.
        var first = requests.Count == 0 ? null : routes.Find(requests[0].Direction);
        if (first is not null && requests.All(request => routes.Find(request.Direction) == first))
        {
            return [new RequestShare(first, [.. Enumerable.Range(0, requests.Count)], requests)];
        }

        // The shortest of the call's time limits is the call's, whichever model has it.
        var timeout = requests.Min(request => request.Timeout);
        return [.. requests.Index().GroupBy(request => routes.Find(request.Item.Direction)).Select(share => new RequestShare(
            share.Key, [.. share.Select(request => request.Index)], [.. share.Select(request => request.Item with { Timeout = timeout })]))];
    }

    /// <summary>Translates the shares side by side; the answers stand in the order of the call. All models must have been entered.</summary>
    public static async Task<IReadOnlyList<TextTranslation>> TranslateAsync(IReadOnlyList<RequestShare> shares, CancellationToken cancellationToken)
    {
        // When one model refuses its share, nobody waits for the others'.
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = shares.Select(share => share.Model.Translator.TranslateAsync(share.Requests, abandoned.Token)).ToList();
        try
        {
            await foreach (var answer in Task.WhenEach(answers))
            {
                await answer;
            }
        }
        catch
        {
            await abandoned.CancelAsync();
            await Task.WhenAll(answers.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var translations = new TextTranslation[shares.Sum(share => share.Indices.Count)];
        foreach (var (share, answer) in shares.Zip(answers))
        {
            foreach (var (index, translation) in share.Indices.Zip(await answer))
            {
                translations[index] = translation;
            }
        }

        return translations;
    }
}
