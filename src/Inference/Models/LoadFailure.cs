namespace TranslationService.Inference.Models;

/// <summary>A package that was to replace a model and was refused.</summary>
/// <param name="Problem">What is wrong with it and what would be right, in one line.</param>
/// <param name="At">When it was refused.</param>
public sealed record LoadFailure(string Problem, DateTimeOffset At);
