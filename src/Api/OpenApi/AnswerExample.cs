namespace TranslationService.Api.OpenApi;

/// <summary>Endpoint metadata: an answer with status 200, for the documentation.</summary>
/// <param name="Name">What it is an answer to.</param>
/// <param name="Answer">The answer.</param>
internal sealed record AnswerExample(string Name, object Answer);
