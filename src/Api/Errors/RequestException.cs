namespace TranslationService.Api.Errors;

/// <summary>A request is refused before the engine sees it. The message is for the person who asked: what is wrong and what would be right.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>400: the request is not of the contract's form, or asks for what there is not.</summary>
    public static RequestException Invalid(string message) => new(StatusCodes.Status400BadRequest, message);
}
