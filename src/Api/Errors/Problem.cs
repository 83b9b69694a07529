using Microsoft.AspNetCore.WebUtilities;

namespace TranslationService.Api.Errors;

/// <summary>The body of every error: RFC 9457 problem details and two members that clients of other services read.</summary>
/// <param name="Type">about:blank: the status says what kind of problem it is.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
/// <param name="Error">The detail, for LibreTranslate's clients.</param>
/// <param name="Message">The detail, for DeepL's clients.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string Error, string Message)
{
    /// <summary>A problem of that status.</summary>
    public static Problem Of(int status, string detail) => new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, detail, detail);
}
