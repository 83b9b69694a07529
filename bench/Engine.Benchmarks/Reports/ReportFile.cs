using TranslationService.Artifacts;
using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Models;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>A day's results of this machine, bench/results/DATE-MACHINE.json: a part that is measured again replaces what it had.</summary>
internal sealed class ReportFile(string path, MachineDescription machine)
{
    public string Path => path;

    /// <param name="suffix">Keeps two results of a day apart; empty: none.</param>
    public static ReportFile Today(string suffix)
    {
        var machine = MachineDescription.Read();
        var folder = Directory.CreateDirectory(Checkout.PathTo("bench", "results"));
        var name = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}-{machine.Slug}{(suffix.Length > 0 ? $"-{suffix}" : "")}.json";
        return new ReportFile(System.IO.Path.Combine(folder.FullName, name), machine);
    }

    /// <summary>What was measured before; an empty report where nothing was.</summary>
    public BenchmarkReport Read() => File.Exists(path) ? ArtifactJson.Read<BenchmarkReport>(path) with { Machine = machine } : new BenchmarkReport(machine);

    public void Write(BenchmarkReport report) => ArtifactJson.Write(path, report);
}
