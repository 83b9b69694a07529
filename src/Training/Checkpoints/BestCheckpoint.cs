namespace TranslationService.Training.Checkpoints;

/// <summary>A run's <c>best.json</c>: the checkpoint with the lowest validation loss.</summary>
internal sealed record BestCheckpoint(string Checkpoint, double ValidationLoss, double? ValidationBleu);
