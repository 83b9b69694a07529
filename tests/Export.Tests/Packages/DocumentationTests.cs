using System.Text.Json;
using System.Text.RegularExpressions;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx.Proto;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Packages;

/// <summary>docs/model-package.md is held against a real package.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_document_names_every_input_and_output_of_the_graphs_and_every_key_of_the_manifest()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "model-package.md"));
        using var padded = TinyPackage.Create(layout: GraphLayout.Padded);
        using var ragged = TinyPackage.Create(precision: Precision.Int8);
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(padded.Folder, ModelManifest.FileName)));

        var names = new[] { padded, ragged }.SelectMany(tiny => tiny.Package.Manifest.Files.All().Where(file => file.EndsWith(".onnx", StringComparison.Ordinal))
                .SelectMany(file => NamesOf(Path.Combine(tiny.Folder, file))))
            .Select(name => Regex.Replace(name, "_[0-9]+$", "_l", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Concat(manifest.RootElement.EnumerateObject().Select(property => property.Name))
            .Distinct();

        Assert.All(names, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    private static IEnumerable<string> NamesOf(string path)
    {
        using var stream = File.OpenRead(path);
        var graph = ModelProto.Parser.ParseFrom(stream).Graph;
        return [.. graph.Input.Concat(graph.Output).Select(value => value.Name)];
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No TranslationService.sln stands above the tests.");
        }

        return folder.FullName;
    }
}
