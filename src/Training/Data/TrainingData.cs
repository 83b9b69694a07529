using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Training.Configuration;

namespace TranslationService.Training.Data;

/// <summary>A run's data in token ids, and its vocabulary.</summary>
internal sealed record TrainingData
{
    public required VocabularyFolder Vocabulary { get; init; }

    public required IReadOnlyList<SentencePair> Training { get; init; }

    public required IReadOnlyList<ValidationCorpus> Validation { get; init; }

    public required IReadOnlyList<LanguagePair> Directions { get; init; }

    /// <summary>Training pairs that were too long, or empty on a side.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Reads and tokenises all that a config names.</summary>
    /// <exception cref="ArtifactException">A file cannot be used.</exception>
    public static TrainingData Load(TrainingConfig config)
    {
        var vocabulary = VocabularyFolder.Open(config.Vocabulary);
        var encoder = new PairEncoder(vocabulary, config.Data.Concat(config.Validation.Data).SelectMany(c => c.Directions));
        var directed = Directed(config.Data).ToArray();
        var training = directed.SelectMany(c => Encoded(c, encoder, config.Batches.MaxSentenceTokens)).Select(e => e.Pair).ToArray();
        if (training.Length == 0)
        {
            throw new ArtifactException($"the training data hold no pair of 1 to {config.Batches.MaxSentenceTokens} tokens a side");
        }

        return new TrainingData
        {
            Vocabulary = vocabulary,
            Training = training,
            Validation = [.. Directed(config.Validation.Data).Select(c => ValidationOf(c, encoder, config.Batches.MaxSentenceTokens))],
            Directions = [.. directed.Select(c => c.Direction).Distinct()],
            LeftOut = directed.Sum(c => c.Lines.Count) - training.Length,
        };
    }

    private static IEnumerable<(LanguagePair Direction, IReadOnlyList<TextPair> Lines)> Directed(IEnumerable<CorpusSection> corpora)
    {
        foreach (var corpus in corpora)
        {
            var lines = CorpusReader.Read(corpus);
            foreach (var direction in corpus.Directions)
            {
                var isForward = direction.Source == corpus.SourceLanguage;
                yield return (direction, isForward ? lines : [.. lines.Select(l => new TextPair(l.Target, l.Source))]);
            }
        }
    }

    // BLEU takes the lines that the loss takes: one that is too long would not fit the model.
    private static ValidationCorpus ValidationOf((LanguagePair Direction, IReadOnlyList<TextPair> Lines) corpus, PairEncoder encoder, int maxTokens)
    {
        var kept = Encoded(corpus, encoder, maxTokens).ToArray();
        return kept.Length > 0
            ? new ValidationCorpus(corpus.Direction, [.. kept.Select(e => e.Pair)], [.. kept.Select(e => e.Line)])
            : throw new ArtifactException($"the validation data hold no {corpus.Direction} pair of 1 to {maxTokens} tokens a side");
    }

    private static IEnumerable<(TextPair Line, SentencePair Pair)> Encoded(
        (LanguagePair Direction, IReadOnlyList<TextPair> Lines) corpus, PairEncoder encoder, int maxTokens) =>
        from line in corpus.Lines
        let pair = encoder.Encode(line.Source, line.Target, corpus.Direction.Target)
        where pair is not null && pair.Source.Length <= maxTokens && pair.Target.Length <= maxTokens
        select (line, pair);
}
