using System.Text.Json.Nodes;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Grafana;

/// <summary>The dashboard that ships.</summary>
internal static class Dashboard
{
    public static JsonNode Root { get; } = JsonNode.Parse(File.ReadAllText(Repository.PathTo("deploy/grafana/dashboards/translation-service.json")))!;

    /// <summary>Its panels without the rows' headings.</summary>
    public static IReadOnlyList<JsonNode> Panels { get; } = [.. Root.List("panels").Where(panel => panel.Text("type") != "row")];

    /// <summary>Every query of every panel.</summary>
    public static IReadOnlyList<string> Expressions { get; } =
        [.. Panels.SelectMany(panel => panel.List("targets")).Select(target => target.Text("expr"))];
}
