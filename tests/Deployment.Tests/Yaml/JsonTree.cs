using System.Text.Json.Nodes;

namespace TranslationService.Deployment.Tests.Yaml;

/// <summary>Asks JSON trees; what is missing fails the test by its name.</summary>
internal static class JsonTree
{
    /// <summary>The node at a path of keys and list indexes, for example <c>spec/template/spec/containers/0</c>.</summary>
    public static JsonNode At(this JsonNode node, string path) =>
        node.Find(path) ?? throw new KeyNotFoundException($"nothing stands at {path} in {node.GetPath()}");

    /// <summary>The same, or null where nothing stands.</summary>
    public static JsonNode? Find(this JsonNode node, string path) =>
        path.Split('/').Aggregate((JsonNode?)node, (inner, key) => inner switch
        {
            JsonObject map => map[key],
            JsonArray list when int.TryParse(key, out var index) && index < list.Count => list[index],
            _ => null,
        });

    /// <summary>A scalar as text: a number as its digits.</summary>
    public static string Text(this JsonNode node, string path) => node.At(path).ToString();

    /// <summary>A list's elements.</summary>
    public static IEnumerable<JsonNode> List(this JsonNode node, string path) => node.At(path).AsArray().Select(element => element!);

    /// <summary>A mapping of scalars.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonNode node, string path) =>
        node.At(path).AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.ToString());

    /// <summary>Every node of the tree, itself included.</summary>
    public static IEnumerable<JsonNode> Everything(this JsonNode node) => node switch
    {
        JsonObject map => map.Select(entry => entry.Value).OfType<JsonNode>().SelectMany(Everything).Prepend(node),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Everything).Prepend(node),
        _ => [node],
    };
}
