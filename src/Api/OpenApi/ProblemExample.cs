using TranslationService.Api.Errors;

namespace TranslationService.Api.OpenApi;

/// <summary>Endpoint metadata: an error that the endpoint answers with, for the documentation.</summary>
/// <param name="Status">The status.</param>
/// <param name="Detail">The text of an example.</param>
internal sealed record ProblemExample(int Status, string Detail)
{
    /// <summary>503 while the model loads.</summary>
    public static ProblemExample NotReady { get; } = Of(new NotReadyException());

    /// <summary>What an exception is answered with.</summary>
    public static ProblemExample Of(Exception exception)
    {
        var answer = ErrorAnswer.For(exception);
        return new ProblemExample(answer.Status, answer.Detail);
    }
}
