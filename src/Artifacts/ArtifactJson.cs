using System.Text.Json;
using System.Text.Json.Serialization;

namespace TranslationService.Artifacts;

/// <summary>How every JSON file of a checkpoint or a package is written and read: camelCase, enums by name, unknown keys and nulls where a value must stand refused.</summary>
public static class ArtifactJson
{
    /// <summary>The shared options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ArtifactException">The file is missing, is not JSON, or does not fit <typeparamref name="T"/>.</exception>
    public static T Read<T>(string path)
        where T : class
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new ArtifactException($"{path} holds null; it must hold a JSON object");
        }
        catch (JsonException e)
        {
            throw new ArtifactException($"{path}, line {e.LineNumber + 1}: {e.Message.Split(" Path:")[0]}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a file, whole or not at all: a reader never sees half of it.</summary>
    public static void Write<T>(string path, T value)
    {
        var unfinished = path + ".tmp";
        using (var stream = File.Create(unfinished))
        {
            JsonSerializer.Serialize(stream, value, Options);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
