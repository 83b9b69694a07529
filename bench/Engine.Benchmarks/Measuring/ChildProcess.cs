using System.Diagnostics;
using System.Text.Json;
using TranslationService.Artifacts;

namespace TranslationService.Engine.Benchmarks.Measuring;

/// <summary>Programs that measure one thing each, in a process of their own.</summary>
internal static class ChildProcess
{
    private static readonly JsonSerializerOptions OneLine = new(ArtifactJson.Options) { WriteIndented = false };

    /// <summary>What a child prints as its result.</summary>
    public static string LineOf<T>(T value) => JsonSerializer.Serialize(value, OneLine);

    /// <summary>Runs this program again with other arguments and reads the line of JSON that it prints last.</summary>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public static T RunSelf<T>(params string[] arguments) =>
        JsonSerializer.Deserialize<T>(LastLine(new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments])), ArtifactJson.Options)!;

    /// <summary>Runs a line of shell and gives the last line that it prints.</summary>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public static string RunShell(string commandLine) => LastLine(new ProcessStartInfo("/bin/sh", ["-c", commandLine]));

    private static string LastLine(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0 && lines.Length > 0
            ? lines[^1]
            : throw new BenchmarkException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with exit code {process.ExitCode}");
    }
}
