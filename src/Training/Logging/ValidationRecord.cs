using TranslationService.Training.Validation;

namespace TranslationService.Training.Logging;

/// <summary>A validation in the log.</summary>
internal sealed record ValidationRecord(string Kind, long Step, double Loss, double NegativeLogLikelihood, double? Bleu, double Seconds)
{
    public static ValidationRecord Of(ValidationResult result, double seconds) =>
        new("validation", result.Step, result.Loss, result.NegativeLogLikelihood, result.Bleu, seconds);
}
