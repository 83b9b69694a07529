namespace TranslationService.Training.Runs;

/// <summary>What one optimiser step did.</summary>
/// <param name="Loss">Label-smoothed training loss, nats a token, before the step.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="TargetTokens">Target tokens of its batches.</param>
internal sealed record StepOutcome(double Loss, double GradientNorm, double LearningRate, int TargetTokens);
