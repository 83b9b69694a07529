namespace TranslationService.Training.Logging;

/// <summary>A training step in the log.</summary>
internal sealed record StepRecord(
    string Kind, long Step, int Epoch, double Loss, double GradientNorm, double LearningRate, long TargetTokens, double TokensPerSecond, double Seconds);
