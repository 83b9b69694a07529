namespace TranslationService.Artifacts.Checkpoints;

/// <summary>How far a training run had come when its checkpoint was written.</summary>
public sealed record TrainingState
{
    /// <summary>Optimiser steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Passes over the data that are complete.</summary>
    public required int Epoch { get; init; }

    /// <summary>Target tokens seen.</summary>
    public required long TargetTokens { get; init; }

    /// <summary>Seconds of training, over all sessions.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean label-smoothed loss on the validation set, nats a token, when last measured.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>BLEU on the validation set when last measured.</summary>
    public double? ValidationBleu { get; init; }

    /// <summary>Checkpoints whose weights were averaged to make this one; 1 when none were.</summary>
    public int AveragedCheckpoints { get; init; } = 1;

    /// <summary>The training data, its licence and whom to attribute.</summary>
    public TrainingDataCredits? Data { get; init; }
}
