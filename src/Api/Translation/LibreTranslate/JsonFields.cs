using System.Text.Json;
using TranslationService.Api.Errors;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>A request's fields from JSON. Members that the contract does not have are passed over: clients send many.</summary>
internal static class JsonFields
{
    /// <exception cref="RequestException">The body is no object, or a member is of the wrong type.</exception>
    public static LibreTranslateRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw RequestException.Invalid($"Invalid request: the body must be a JSON object, not {Describe(body)}");
        }

        var q = Member(body, "q");
        return new LibreTranslateRequest
        {
            Texts = ReadTexts(q),
            IsArray = q.ValueKind == JsonValueKind.Array,
            Source = ReadText(body, "source"),
            Target = ReadText(body, "target"),
            Format = ReadText(body, "format"),
            Alternatives = ReadAlternatives(Member(body, "alternatives")),
        };
    }

    private static IReadOnlyList<string>? ReadTexts(JsonElement q) => q.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => [Text(q, "q")],
        JsonValueKind.Array => [.. q.EnumerateArray().Select(ReadArrayText)],
        _ => throw RequestException.Invalid($"Invalid request: q must be a string or an array of strings, not {Describe(q)}"),
    };

    private static string ReadArrayText(JsonElement element, int index) => element.ValueKind == JsonValueKind.String
        ? Text(element, $"q[{index}]")
        : throw RequestException.Invalid($"Invalid request: q must be a string or an array of strings; q[{index}] is {Describe(element)}");

    private static string? ReadText(JsonElement body, string name) => Member(body, name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } element => Text(element, name),
        var element => throw RequestException.Invalid($"Invalid request: {name} must be a string, not {Describe(element)}"),
    };

    private static int ReadAlternatives(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => 0,
        JsonValueKind.Number => FormFields.ParseAlternatives(element.GetRawText()),
        JsonValueKind.String => FormFields.ParseAlternatives(Text(element, "alternatives")),
        _ => throw RequestException.Invalid("Invalid request: alternatives parameter is not a number"),
    };

    private static string Text(JsonElement element, string name)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw RequestException.Invalid($"Invalid request: {name} is not sound Unicode: {Unsoundness(element)}");
        }
    }

    private static string Unsoundness(JsonElement element)
    {
        try
        {
            return $"half of a surrogate pair at character {LoneSurrogate.PositionIn(element.GetRawText())}";
        }
        catch (InvalidOperationException)
        {
            return "its bytes are not UTF-8";
        }
    }

    private static JsonElement Member(JsonElement body, string name)
    {
        try
        {
            return body.TryGetProperty(name, out var element) ? element : default;
        }
        catch (InvalidOperationException)
        {
            // Some other member's name, which is compared with this one, has half of a surrogate pair.
            throw RequestException.Invalid("Invalid request: a member's name is not sound Unicode");
        }
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
