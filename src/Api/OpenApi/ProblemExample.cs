namespace TranslationService.Api.OpenApi;

/// <summary>Endpoint metadata: an error that the endpoint answers with, for the documentation.</summary>
/// <param name="Status">The status.</param>
/// <param name="Detail">The text of an example.</param>
internal sealed record ProblemExample(int Status, string Detail);
