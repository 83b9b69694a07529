namespace TranslationService.Training.Configuration;

/// <summary>How sentences are batched.</summary>
internal sealed record BatchSection
{
    /// <summary>Most tokens of one side of a batch, padding included. Default 4096.</summary>
    public int MaxTokens { get; init; } = 4096;

    /// <summary>Batches whose gradients make one step. Default 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Pairs with a longer side, in tokens with its special tokens, are left out. Default 256.</summary>
    public int MaxSentenceTokens { get; init; } = 256;

    public IEnumerable<string> Problems(int maxPositions)
    {
        if (Accumulation < 1)
        {
            yield return $"batches.accumulation is {Accumulation}; it must be 1 or more";
        }

        if (MaxSentenceTokens < 4 || MaxSentenceTokens > maxPositions)
        {
            yield return $"batches.maxSentenceTokens is {MaxSentenceTokens}; it must be at least 4 and at most architecture.maxPositions ({maxPositions})";
        }

        if (MaxTokens < MaxSentenceTokens)
        {
            yield return $"batches.maxTokens is {MaxTokens}; it must be at least batches.maxSentenceTokens ({MaxSentenceTokens}), "
                + "or the longest sentence fits no batch";
        }
    }
}
