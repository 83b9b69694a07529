using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>A training step in the log; loss in nats a target token, label-smoothed; tokens and seconds since the run began.</summary>
internal sealed record StepRecord
{
    public string Kind { get; init; } = "step";

    public required long Step { get; init; }

    public required int Epoch { get; init; }

    public required double Loss { get; init; }

    public required double GradientNorm { get; init; }

    public required double LearningRate { get; init; }

    public required long TargetTokens { get; init; }

    public required double TokensPerSecond { get; init; }

    public required double Seconds { get; init; }

    public static StepRecord Of(RunProgress progress, StepOutcome outcome, double tokensPerSecond) => new()
    {
        Step = progress.Step,
        Epoch = progress.Epoch,
        Loss = outcome.Loss,
        GradientNorm = outcome.GradientNorm,
        LearningRate = outcome.LearningRate,
        TargetTokens = progress.TargetTokens,
        TokensPerSecond = tokensPerSecond,
        Seconds = progress.Seconds,
    };
}
