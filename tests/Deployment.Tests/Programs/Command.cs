using System.Diagnostics;

namespace TranslationService.Deployment.Tests.Programs;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    // Debian keeps nginx in /usr/sbin, which is not on every user's path.
    private static readonly string SearchPath = Environment.GetEnvironmentVariable("PATH") + Path.PathSeparator + "/usr/sbin";

    /// <summary>How to start a program in a folder with its output redirected.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string folder) => new(Find(program), arguments)
    {
        UseShellExecute = false,
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>Runs a program in a folder; returns what it wrote. A status other than 0 fails the test with that.</summary>
    public static async Task<string> Run(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var everything = await output + await errors;
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{everything}");
        return everything;
    }

    private static string Find(string program) => SearchPath.Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"{program} is not installed; make setup installs it");
}
