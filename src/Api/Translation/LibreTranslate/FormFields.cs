using System.Globalization;
using Microsoft.Extensions.Primitives;
using TranslationService.Api.Errors;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>A request's fields from a form and the query; a field in the query goes before one in the form, as in LibreTranslate.</summary>
internal static class FormFields
{
    /// <exception cref="RequestException">A field has no sound value.</exception>
    public static LibreTranslateRequest Read(IQueryCollection query, IFormCollection form)
    {
        StringValues Field(string name) => query.TryGetValue(name, out var value) ? value : form[name];
        var texts = Field("q");
        return new LibreTranslateRequest
        {
            Texts = [.. texts.Select(text => WithUnixLines(text ?? ""))],
            IsArray = texts.Count > 1,
            Source = Field("source").FirstOrDefault(),
            Target = Field("target").FirstOrDefault(),
            Format = Field("format").FirstOrDefault(),
            Alternatives = ParseAlternatives(Field("alternatives").FirstOrDefault()),
        };
    }

    /// <summary>A number of alternatives that came as text; none is 0.</summary>
    public static int ParseAlternatives(string? value) =>
        string.IsNullOrEmpty(value) ? 0
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var alternatives) ? alternatives
        : throw RequestException.Invalid("Invalid request: alternatives parameter is not a number");

    // Browsers send line ends in forms as CR LF, whatever the text had.
    private static string WithUnixLines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
