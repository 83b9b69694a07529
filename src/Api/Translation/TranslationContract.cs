namespace TranslationService.Api.Translation;

/// <summary>Endpoint metadata: the contract that an endpoint serves.</summary>
/// <param name="Name">As metrics and the log name it.</param>
internal sealed record TranslationContract(string Name);
