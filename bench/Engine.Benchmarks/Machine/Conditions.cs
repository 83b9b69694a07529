using System.Diagnostics;
using System.Globalization;
using TranslationService.Engine.Benchmarks.Models;

namespace TranslationService.Engine.Benchmarks.Machine;

/// <summary>When and on what code a part was measured.</summary>
/// <param name="Started">UTC.</param>
/// <param name="Commit">The checkout's, with "+" where files differ from it; "unknown" without git.</param>
/// <param name="Quick">Whether fewer repeats of fewer cells were measured.</param>
/// <param name="LoadBefore">The machine's load average over one minute when the part began; above 0.3 the figures were disturbed. Null where the system has none.</param>
internal sealed record Conditions(DateTime Started, string Commit, bool Quick, double? LoadBefore)
{
    private const string LoadAverage = "/proc/loadavg";

    public static Conditions Now(bool quick) => new(TimeProvider.System.GetUtcNow().UtcDateTime, ReadCommit(), quick, ReadLoad());

    private static double? ReadLoad() =>
        File.Exists(LoadAverage) ? double.Parse(File.ReadAllText(LoadAverage).Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string ReadCommit()
    {
        if (Git("rev-parse", "--short=12", "HEAD") is not { } commit)
        {
            return "unknown";
        }

        return Git("status", "--porcelain", "--untracked-files=no") is "" ? commit : commit + "+";
    }

    private static string? Git(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = Checkout.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // There is no git.
        }
    }
}
