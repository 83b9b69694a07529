using System.Runtime.InteropServices;
using TranslationService.Deployment.Tests.Programs;

namespace TranslationService.Deployment.Tests.Docker;

/// <summary>
/// Carries out a Dockerfile's first stage without Docker: its COPY and RUN instructions, word for word, in a folder that holds nothing but
/// what they put there. This is how a project file, a setting or a source that the image would lack is noticed.
/// </summary>
internal static class BuildStage
{
    /// <summary>Runs the stage in a folder; what it publishes to /app lands in the folder that this returns.</summary>
    public static async Task<string> Run(Dockerfile file, string folder, CancellationToken cancellationToken)
    {
        var source = Directory.CreateDirectory(Path.Combine(folder, "source")).FullName;
        var output = Path.Combine(folder, "app");
        foreach (var instruction in file.Instructions.Where(instruction => instruction.Stage == 0))
        {
            switch (instruction.Name)
            {
                case "COPY":
                    BuildContext.Copy(instruction, source);
                    break;
                case "RUN":
                    await Shell(instruction.Arguments.Replace("--output /app", $"--output {output}", StringComparison.Ordinal), source, cancellationToken);
                    break;
                default:
                    Assert.Contains(instruction.Name, (string[])["FROM", "ARG", "WORKDIR"]);
                    break;
            }
        }

        return output;
    }

    private static async Task Shell(string command, string folder, CancellationToken cancellationToken)
    {
        var start = Command.Start("bash", ["-ec", command], folder);
        start.Environment["TARGETARCH"] = RuntimeInformation.RuntimeIdentifier.EndsWith("-arm64", StringComparison.Ordinal) ? "arm64" : "amd64";
        // Builders that outlive the command would keep its output open. The analyzers have seen this code already.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["RunAnalyzers"] = "false";
        await Command.Run(start, cancellationToken);
    }
}
