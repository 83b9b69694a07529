using System.Text.Json.Nodes;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Prometheus;

/// <summary>The rules of <c>rules.yml</c>.</summary>
internal static class AlertRules
{
    private static readonly IReadOnlyList<JsonNode> Rules =
        [.. YamlDocuments.Load("deploy/prometheus/rules.yml").List("groups").SelectMany(group => group.List("rules"))];

    public static IReadOnlyList<string> Names { get; } = [.. Rules.Select(rule => rule.Text("alert"))];

    public static IReadOnlyList<string> Expressions { get; } = [.. Rules.Select(rule => rule.Text("expr"))];
}
