namespace TranslationService.Training.Logging;

/// <summary>A validation in the log.</summary>
internal sealed record ValidationRecord(string Kind, long Step, double Loss, double NegativeLogLikelihood, double? Bleu, double Seconds);
