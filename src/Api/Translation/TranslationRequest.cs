namespace TranslationService.Api.Translation;

/// <summary>A request for translation, in whichever contract it came.</summary>
/// <param name="Texts">The texts, in the order of the answer.</param>
/// <param name="Source">The language translated from, as the client wrote it.</param>
/// <param name="Target">The language translated into, as the client wrote it.</param>
/// <param name="Alternatives">How many further translations of each text are wanted.</param>
internal sealed record TranslationRequest(IReadOnlyList<string> Texts, string Source, string Target, int Alternatives);
