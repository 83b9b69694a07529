using System.Text.Json.Nodes;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Kubernetes;

/// <summary>What an overlay applies to a cluster: the base's manifests, patched, with the overlay's images.</summary>
internal sealed class Overlay
{
    private readonly Dictionary<string, JsonNode> _manifests;

    private Overlay(Dictionary<string, JsonNode> manifests) => _manifests = manifests;

    /// <summary>The manifests by kind.</summary>
    public IReadOnlyDictionary<string, JsonNode> Manifests => _manifests;

    public JsonNode Deployment => _manifests["Deployment"];

    public JsonNode Container => Deployment.At("spec/template/spec/containers/0");

    /// <summary>The container's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Container.List("env").ToDictionary(variable => variable.Text("name"), variable => variable.Text("value"));

    /// <summary>Renders <c>deploy/kubernetes/overlays/NAME</c>; a patch without a target fails.</summary>
    public static Overlay Render(string name)
    {
        var folder = $"deploy/kubernetes/overlays/{name}";
        var kustomization = YamlDocuments.Load($"{folder}/kustomization.yaml");
        var overlay = new Overlay(kustomization.List("resources").SelectMany(resource => Resources(folder, resource.ToString())).ToDictionary(Kind));
        foreach (var patch in kustomization.List("patches").Select(patch => YamlDocuments.Load($"{folder}/{patch.Text("path")}")))
        {
            overlay.Patch(patch);
        }

        kustomization.List("images").ToList().ForEach(overlay.SetImage);
        return overlay;
    }

    /// <summary>The files that a folder's kustomization names, relative to the repository.</summary>
    public static IEnumerable<string> NamedFiles(string folder)
    {
        var kustomization = YamlDocuments.Load($"{folder}/kustomization.yaml");
        var patches = kustomization.Find("patches") is null ? [] : kustomization.List("patches").Select(patch => patch.Text("path"));
        return kustomization.List("resources").Select(resource => resource.ToString()).Concat(patches).Select(path => Combine(folder, path));
    }

    private static IEnumerable<JsonNode> Resources(string folder, string resource)
    {
        var path = Combine(folder, resource);
        return Directory.Exists(Repository.PathTo(path))
            ? YamlDocuments.Load($"{path}/kustomization.yaml").List("resources").SelectMany(inner => Resources(path, inner.ToString()))
            : [YamlDocuments.Load(path)];
    }

    private void Patch(JsonNode patch)
    {
        Assert.True(_manifests.TryGetValue(Kind(patch), out var target), $"the base has no {Kind(patch)}");
        Assert.Equal(target.Text("apiVersion"), patch.Text("apiVersion"));
        Assert.Equal(target.Text("metadata/name"), patch.Text("metadata/name"));
        if (patch.Find("$patch")?.ToString() == "delete")
        {
            _manifests.Remove(Kind(patch));
            return;
        }

        var namesInBase = target.Find("spec/template/spec/containers")?.AsArray().Select(container => container!.Text("name")) ?? [];
        var namesInPatch = patch.Find("spec/template/spec/containers")?.AsArray().Select(container => container!.Text("name")) ?? [];
        Assert.Subset(namesInBase.ToHashSet(), namesInPatch.ToHashSet());
        _manifests[Kind(patch)] = StrategicMerge.Apply(target, patch);
    }

    private void SetImage(JsonNode image)
    {
        Assert.Equal(image.Text("name"), Container.Text("image"));
        Container.AsObject()["image"] = $"{image.Find("newName") ?? image.Text("name")}:{image.Text("newTag")}";
    }

    private static string Kind(JsonNode manifest) => manifest.Text("kind");

    private static string Combine(string folder, string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Repository.PathTo($"{folder}/{path}"))).Replace('\\', '/');
}
