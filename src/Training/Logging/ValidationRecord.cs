using TranslationService.Training.Validation;

namespace TranslationService.Training.Logging;

/// <summary>A validation in the log; losses in nats a target token.</summary>
internal sealed record ValidationRecord
{
    public string Kind { get; init; } = "validation";

    public required long Step { get; init; }

    public required double Loss { get; init; }

    public required double NegativeLogLikelihood { get; init; }

    public double? Bleu { get; init; }

    public required double Seconds { get; init; }

    public static ValidationRecord Of(ValidationResult result, double seconds) => new()
    {
        Step = result.Step,
        Loss = result.Loss,
        NegativeLogLikelihood = result.NegativeLogLikelihood,
        Bleu = result.Bleu,
        Seconds = seconds,
    };
}
