using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Packages;

/// <summary>docs/model-package.md is held against a real package.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_document_names_every_input_and_output_of_the_graphs_and_every_key_of_the_manifest()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "model-package.md"));
        using var tiny = TinyPackage.Create(layout: GraphLayout.Padded);
        using var encoder = new InferenceSession(tiny.Package.EncoderPath);
        using var decoder = new InferenceSession(tiny.Package.DecoderStepPath);
        using var reorder = new InferenceSession(tiny.Package.ReorderPath);
        using var transfer = new InferenceSession(tiny.Package.TransferPath);
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(tiny.Folder, ModelManifest.FileName)));

        var names = new[] { encoder, decoder, reorder, transfer }
            .SelectMany(session => session.InputNames.Concat(session.OutputNames))
            .Select(name => Regex.Replace(name, "_[0-9]+$", "_l", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Concat(manifest.RootElement.EnumerateObject().Select(property => property.Name))
            .Distinct();

        Assert.All(names, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
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
