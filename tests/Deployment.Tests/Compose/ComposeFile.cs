using System.Text.Json.Nodes;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Compose;

/// <summary><c>docker-compose.yml</c>.</summary>
internal static class ComposeFile
{
    public const string Path = "docker-compose.yml";

    public static JsonNode Root { get; } = YamlDocuments.Load(Path);

    public static JsonNode Api => Service("api");

    public static JsonNode Service(string name) => Root.At($"services/{name}");

    public static IEnumerable<string> Services => Root.At("services").AsObject().Select(service => service.Key);

    /// <summary>A service's bind mounts: path in the repository to path in the container.</summary>
    public static IEnumerable<(string Source, string Target)> Mounts(string service) =>
        from volume in Service(service).Find("volumes")?.AsArray() ?? []
        let parts = volume.ToString().Split(':')
        where parts[0].StartsWith("./", StringComparison.Ordinal)
        select (parts[0][2..], parts[1]);
}
