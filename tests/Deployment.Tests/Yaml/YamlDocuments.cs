using System.Globalization;
using System.Text.Json.Nodes;
using TranslationService.Architecture.Tests;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TranslationService.Deployment.Tests.Yaml;

/// <summary>YAML files of the repository as JSON trees, so that YAML and JSON are asked in one way.</summary>
internal static class YamlDocuments
{
    /// <summary>The only document of a file.</summary>
    public static JsonNode Load(string path)
    {
        var stream = new YamlStream();
        using var text = new StreamReader(Repository.PathTo(path));
        stream.Load(text);
        return ToJson(Assert.Single(stream.Documents).RootNode) ?? throw new InvalidDataException($"{path} is empty");
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(entry => KeyValuePair.Create(entry.Key.ToString(), ToJson(entry.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(ToJson)]),
        YamlScalarNode scalar => ToJson(scalar),
        _ => throw new InvalidDataException($"{node.NodeType} at {node.Start} is not expected here"),
    };

    private static JsonNode? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" => null,
            "true" => true,
            "false" => false,
            _ when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }
}
