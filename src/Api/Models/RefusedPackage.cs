namespace TranslationService.Api.Models;

/// <summary>A package that lies in a model's folder and is not served.</summary>
/// <param name="Problem">What is wrong with it and what would be right.</param>
/// <param name="At">When it was refused.</param>
internal sealed record RefusedPackage(string Problem, DateTimeOffset At);
