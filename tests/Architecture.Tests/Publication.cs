using System.Diagnostics;
using System.Reflection;

namespace TranslationService.Architecture.Tests;

/// <summary>What <c>dotnet publish</c> puts into a folder for one project, in the configuration that these tests were built in.</summary>
internal static class Publication
{
    private static readonly string Configuration = typeof(Publication).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Configuration").Value!;

    /// <summary>The published files' names, relative to the folder. The folder is removed again.</summary>
    public static async Task<IReadOnlyList<string>> FilesOf(string project, CancellationToken cancellationToken)
    {
        var output = Directory.CreateTempSubdirectory("publish-");
        try
        {
            await Publish(project, output.FullName, cancellationToken);
            return [.. output.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(output.FullName, file.FullName))];
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    /// <summary>The packages that the last restore resolved for a project, as name/version.</summary>
    public static IReadOnlyList<string> PackagesOf(string project)
    {
        using var assets = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.PathTo($"src/{project}/obj/project.assets.json")));
        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)];
    }

    private static async Task Publish(string project, string output, CancellationToken cancellationToken)
    {
        // What make test has built is not built again under the other tests that run from it.
        var isBuilt = File.Exists(Repository.PathTo($"src/{project}/bin/{Configuration}/net10.0/TranslationService.{project}.dll"));
        string[] arguments = ["publish", $"src/{project}", "-c", Configuration, isBuilt ? "--no-build" : "--no-restore", "-o", output, "-nodeReuse:false"];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        var messages = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, await messages + await errors);
    }
}
