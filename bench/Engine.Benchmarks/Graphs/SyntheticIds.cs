namespace TranslationService.Engine.Benchmarks.Graphs;

/// <summary>Ids that no special token has, the same in every run.</summary>
internal static class SyntheticIds
{
    private const int FirstPiece = 4;

    /// <param name="ids">Overwritten.</param>
    /// <param name="vocabulary">Ids are below it, and clear of the byte and language tokens at its end.</param>
    public static void Fill(Span<long> ids, int vocabulary)
    {
        var random = new Random(1);
        foreach (ref var id in ids)
        {
            id = random.Next(FirstPiece, vocabulary / 2);
        }
    }
}
