using TranslationService.Api.Errors;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>The fields of LibreTranslate's <c>POST /translate</c>, from JSON or from a form.</summary>
internal sealed record LibreTranslateRequest
{
    /// <summary>The texts of <c>q</c>; null where there is none.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Whether <c>q</c> was an array, so that the answer is one.</summary>
    public bool IsArray { get; init; }

    /// <summary>The language translated from.</summary>
    public string? Source { get; init; }

    /// <summary>The language translated into.</summary>
    public string? Target { get; init; }

    /// <summary>The format of the texts; absent means text.</summary>
    public string? Format { get; init; }

    /// <summary>How many further translations of each text are wanted.</summary>
    public int Alternatives { get; init; }

    /// <summary>The request in the service's own terms.</summary>
    /// <exception cref="RequestException">A field is missing, or the format is not served.</exception>
    public TranslationRequest ToTranslationRequest()
    {
        // An empty q is a missing one, as in LibreTranslate; an empty text inside an array is answered with an empty text.
        if (Texts is not { Count: > 0 } texts || (!IsArray && texts[0].Length == 0))
        {
            throw Missing("q");
        }

        var source = string.IsNullOrEmpty(Source) ? throw Missing("source") : Source;
        var target = string.IsNullOrEmpty(Target) ? throw Missing("target") : Target;
        CheckFormat();
        return new TranslationRequest(texts, source, target, Alternatives);
    }

    private void CheckFormat()
    {
        switch (Format)
        {
            case null or "" or "text":
                return;
            case "html":
                throw RequestException.Invalid(
                    "html format is not supported yet: this version translates plain text; send format text, or leave it out");
            default:
                throw RequestException.Invalid("Invalid request: this format is not supported; send format text, or leave it out");
        }
    }

    private static RequestException Missing(string field) => RequestException.Invalid($"Invalid request: missing {field} parameter");
}
