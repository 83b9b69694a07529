namespace TranslationService.Api.Models;

/// <summary>A direction that a model translates.</summary>
/// <param name="Source">ISO 639-1, lower case.</param>
/// <param name="Target">ISO 639-1, lower case.</param>
internal sealed record ModelDirection(string Source, string Target);
