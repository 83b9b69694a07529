namespace TranslationService.Inference.Batching;

/// <summary>What a batch may hold.</summary>
/// <param name="MaxRows">The most decoder rows: sentences × beam. At least the widest beam.</param>
/// <param name="MaxTokens">The most source tokens, padding counted. At least the longest source.</param>
internal sealed record BatchBudget(int MaxRows, int MaxTokens)
{
    /// <summary>
    /// Chooses a batch. The sentence that has waited longest is always in it, and those that are nearest to it in length follow, so that
    /// little is padding. All have its beam size, since each sentence of a batch has the same number of rows.
    /// </summary>
    /// <param name="waiting">Longest waiting first; at least one.</param>
    /// <param name="maxSentences">At least 1.</param>
    /// <returns>Indices into <paramref name="waiting"/>, the first one first.</returns>
    public List<int> Choose(IReadOnlyList<SentenceJob> waiting, int maxSentences)
    {
        var first = waiting[0];
        var limit = Math.Min(maxSentences, MaxRows / first.BeamSize);
        var chosen = new List<int> { 0 };
        if (limit <= 1 || waiting.Count == 1)
        {
            return chosen;
        }

        var longest = first.SourceTokens;
        foreach (var index in ByDistanceFrom(first, waiting))
        {
            var longestThen = Math.Max(longest, waiting[index].SourceTokens);
            if (chosen.Count == limit || (long)longestThen * (chosen.Count + 1) > MaxTokens)
            {
                break;
            }

            longest = longestThen;
            chosen.Add(index);
        }

        return chosen;
    }

    // OrderBy is stable: among equal lengths the longest waiting comes first.
    private static IEnumerable<int> ByDistanceFrom(SentenceJob first, IReadOnlyList<SentenceJob> waiting) =>
        Enumerable.Range(1, waiting.Count - 1)
            .Where(index => waiting[index].BeamSize == first.BeamSize)
            .OrderBy(index => Math.Abs(waiting[index].SourceTokens - first.SourceTokens));
}
