using System.Text.Json.Nodes;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Programs;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Docker;

public sealed class FlavourTests
{
    // The Gpu package cannot be restored everywhere, so MSBuild is asked what it would restore.
    [Theory]
    [InlineData("Cpu", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Gpu", "Microsoft.ML.OnnxRuntime.Gpu.Linux")]
    public async Task Each_flavour_takes_its_own_native_package_beside_the_managed_one(string flavour, string package)
    {
        var start = Command.Start(
            "dotnet", ["msbuild", "src/Inference", "-getItem:PackageReference", $"-p:OnnxRuntimeFlavor={flavour}", "-nodeReuse:false"], Repository.Root);

        var items = JsonNode.Parse(await Command.Run(start, TestContext.Current.CancellationToken))!.List("Items/PackageReference");

        Assert.Equal(
            [package, "Microsoft.ML.OnnxRuntime.Managed"],
            items.Select(item => item.Text("Identity")).Where(name => name.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)).Order());
    }
}
