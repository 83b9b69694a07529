namespace TranslationService.Training.Validation;

/// <summary>What the validation set said.</summary>
/// <param name="Step">After which step.</param>
/// <param name="Loss">Label-smoothed loss, nats a token.</param>
/// <param name="NegativeLogLikelihood">Without smoothing, nats a token.</param>
/// <param name="Bleu">BLEU of greedy translations, 0 to 100, the mean of the directions; absent where none were made.</param>
internal sealed record ValidationResult(long Step, double Loss, double NegativeLogLikelihood, double? Bleu);
