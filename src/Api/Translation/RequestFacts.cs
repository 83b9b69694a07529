using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Api.Translation;

/// <summary>What metrics and the log may know of a request: no text, and only languages that the model has.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Texts">How many texts.</param>
/// <param name="Characters">Their length together, in UTF-16 units.</param>
internal sealed record RequestFacts(LanguagePair Direction, int Texts, long Characters);
