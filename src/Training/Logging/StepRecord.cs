using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>A training step in the log; loss in nats a target token, label-smoothed, the tokens since the run began.</summary>
internal sealed record StepRecord(string Kind, long Step, int Epoch, double Loss, double GradientNorm, double LearningRate)
{
    public required long TargetTokens { get; init; }

    public required double TokensPerSecond { get; init; }

    public required double Seconds { get; init; }

    public static StepRecord Of(RunProgress progress, StepOutcome outcome, double tokensPerSecond) =>
        new("step", progress.Step, progress.Epoch, outcome.Loss, outcome.GradientNorm, outcome.LearningRate)
        {
            TargetTokens = progress.TargetTokens,
            TokensPerSecond = tokensPerSecond,
            Seconds = progress.Seconds,
        };
}
