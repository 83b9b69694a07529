using TranslationService.Artifacts.Architecture;

namespace TranslationService.Artifacts.Checkpoints;

/// <summary>A checkpoint's <c>config.json</c>: what the tensors mean.</summary>
public sealed record CheckpointConfig
{
    /// <summary>The model's name, for people and for the package made from it.</summary>
    public required string Name { get; init; }

    /// <summary>Shapes and equations.</summary>
    public required TransformerConfig Architecture { get; init; }

    /// <summary>The vocabulary's layout.</summary>
    public required VocabularyLayout Vocabulary { get; init; }

    /// <summary>The directions the model was trained on.</summary>
    public required IReadOnlyList<LanguagePair> Directions { get; init; }

    /// <summary>Where the training stood; absent in a checkpoint that was not trained.</summary>
    public TrainingState? Training { get; init; }
}
