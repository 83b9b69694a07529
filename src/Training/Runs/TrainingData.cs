using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;

namespace TranslationService.Training.Runs;

/// <summary>A run's data in token ids, and its vocabulary.</summary>
internal sealed record TrainingData
{
    public const string VocabularyFile = "vocabulary.json";

    public required VocabularyLayout Vocabulary { get; init; }

    /// <summary>The SentencePiece model's path.</summary>
    public required string TokenizerPath { get; init; }

    public required IReadOnlyList<SentencePair> Training { get; init; }

    public required IReadOnlyList<SentencePair> Validation { get; init; }

    public required IReadOnlyList<LanguagePair> Directions { get; init; }

    /// <summary>Training pairs that were too long, or empty on a side.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Reads and tokenises all that a config names.</summary>
    /// <exception cref="ArtifactException">A file cannot be used.</exception>
    public static TrainingData Load(TrainingConfig config)
    {
        var vocabularyPath = Path.Combine(config.Vocabulary, VocabularyFile);
        var tokenizerPath = Path.Combine(config.Vocabulary, CheckpointFiles.Tokenizer);
        var vocabulary = ArtifactJson.Read<VocabularyLayout>(vocabularyPath);
        var encoder = new PairEncoder(tokenizerPath, vocabulary, vocabularyPath);
        var directions = config.Data.SelectMany(DirectionsOf).Distinct().ToArray();
        var (training, leftOut) = Load(config.Data, encoder, config.Batches.MaxSentenceTokens);
        if (training.Count == 0)
        {
            throw new ArtifactException($"the training data hold no pair of 1 to {config.Batches.MaxSentenceTokens} tokens a side");
        }

        return new TrainingData
        {
            Vocabulary = vocabulary,
            TokenizerPath = tokenizerPath,
            Training = training,
            Validation = Load(config.Validation.Data, encoder, config.Batches.MaxSentenceTokens).Pairs,
            Directions = directions,
            LeftOut = leftOut,
        };
    }

    private static (List<SentencePair> Pairs, int LeftOut) Load(IReadOnlyList<CorpusSection> corpora, PairEncoder encoder, int maxTokens)
    {
        var pairs = new List<SentencePair>();
        var leftOut = 0;
        foreach (var corpus in corpora)
        {
            var lines = CorpusReader.Read(corpus);
            foreach (var direction in DirectionsOf(corpus))
            {
                var forward = direction.Source == corpus.SourceLanguage;
                foreach (var (source, target) in lines)
                {
                    var pair = forward ? encoder.Encode(source, target, direction) : encoder.Encode(target, source, direction);
                    if (pair is null || pair.Source.Length > maxTokens || pair.Target.Length > maxTokens)
                    {
                        leftOut++;
                        continue;
                    }

                    pairs.Add(pair);
                }
            }
        }

        return (pairs, leftOut);
    }

    private static LanguagePair[] DirectionsOf(CorpusSection corpus)
    {
        var direction = new LanguagePair(corpus.SourceLanguage, corpus.TargetLanguage);
        return corpus.BothDirections ? [direction, new(corpus.TargetLanguage, corpus.SourceLanguage)] : [direction];
    }
}
