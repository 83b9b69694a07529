using System.Runtime.InteropServices;

namespace TranslationService.Training.Data;

/// <summary>
/// Cuts the data into batches of sentences of about one length, so that little is padding. The order is a function of (seed, epoch) alone:
/// a resumed run meets the batches that an unbroken one would have met.
/// </summary>
internal static class BatchPlan
{
    /// <summary>The batches of an epoch, each a list of indices into the pairs; every pair is in exactly one.</summary>
    /// <param name="pairs">The data.</param>
    /// <param name="maxTokens">Most tokens of one side of a batch, padding included; at least the longest sentence's.</param>
    /// <param name="seed">The run's.</param>
    /// <param name="epoch">From 0.</param>
    public static IReadOnlyList<int[]> ForEpoch(IReadOnlyList<SentencePair> pairs, int maxTokens, int seed, int epoch)
    {
        var random = new Random(unchecked((seed * 1_000_003) + epoch));
        var order = Enumerable.Range(0, pairs.Count).ToArray();
        random.Shuffle(order);

        // A stable sort: pairs of the same lengths stay shuffled, so their batch-mates change from epoch to epoch.
        var sorted = order.OrderBy(i => pairs[i].Target.Length).ThenBy(i => pairs[i].Source.Length);
        var batches = Cut(sorted, pairs, maxTokens);
        random.Shuffle(CollectionsMarshal.AsSpan(batches));
        return batches;
    }

    /// <summary>Batches in the given order of pairs.</summary>
    public static List<int[]> Cut(IEnumerable<int> order, IReadOnlyList<SentencePair> pairs, int maxTokens)
    {
        var batches = new List<int[]>();
        var batch = new List<int>();
        var longest = 0;
        foreach (var i in order)
        {
            var length = Math.Max(pairs[i].Source.Length, pairs[i].Target.Length);
            if (batch.Count > 0 && (batch.Count + 1) * Math.Max(longest, length) > maxTokens)
            {
                batches.Add([.. batch]);
                batch.Clear();
                longest = 0;
            }

            batch.Add(i);
            longest = Math.Max(longest, length);
        }

        if (batch.Count > 0)
        {
            batches.Add([.. batch]);
        }

        return batches;
    }
}
