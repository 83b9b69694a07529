using System.Text.Json.Nodes;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Kubernetes;

/// <summary>
/// Lays a patch over a manifest the way kustomize does: mappings key by key, lists of named things name by name, the rest replaced.
/// </summary>
internal static class StrategicMerge
{
    public static JsonNode Apply(JsonNode target, JsonNode patch) => (target, patch) switch
    {
        (JsonObject left, JsonObject right) => Merge(left, right),
        (JsonArray left, JsonArray right) when right.All(IsNamed) => Merge(left, right),
        _ => patch.DeepClone(),
    };

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        var merged = target.DeepClone().AsObject();
        foreach (var (key, value) in patch)
        {
            merged[key] = merged[key] is { } existing && value is not null ? Apply(existing, value) : value?.DeepClone();
        }

        return merged;
    }

    private static JsonArray Merge(JsonArray target, JsonArray patch)
    {
        var merged = target.DeepClone().AsArray();
        foreach (var element in patch.OfType<JsonNode>())
        {
            var index = merged.ToList().FindIndex(existing => existing?.Find("name")?.ToString() == element.Text("name"));
            if (index < 0)
            {
                merged.Add(element.DeepClone());
            }
            else
            {
                merged[index] = Apply(merged[index]!, element);
            }
        }

        return merged;
    }

    private static bool IsNamed(JsonNode? element) => element?.Find("name") is not null;
}
