namespace TranslationService.Training.Configuration;

/// <summary>How often, and on what, the model is measured while it learns.</summary>
internal sealed record ValidationSection
{
    public IReadOnlyList<CorpusSection> Data { get; init; } = [];

    /// <summary>Every so many steps. Default 1000.</summary>
    public int EverySteps { get; init; } = 1000;

    /// <summary>Of the first so many sentences of each corpus and direction BLEU is measured. Default 200; 0 disables.</summary>
    public int BleuSentences { get; init; } = 200;

    public IEnumerable<string> Problems()
    {
        if (EverySteps < 1 || BleuSentences < 0)
        {
            yield return "validation.everySteps must be 1 or more, validation.bleuSentences 0 or more";
        }
    }
}
