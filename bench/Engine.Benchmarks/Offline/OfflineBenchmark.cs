using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Reports;

namespace TranslationService.Engine.Benchmarks.Offline;

/// <summary>Cell after cell, each in a fresh process.</summary>
internal static class OfflineBenchmark
{
    /// <summary>Time for the whole of a cell, and again for its parts.</summary>
    public const double Seconds = 1.5;

    private const double QuickSeconds = 0.5;

    public static OfflineReport Run(IEnumerable<OfflineCell> cells, RunContext context)
    {
        var conditions = context.Begin("offline");
        var results = new List<OfflineResult>();
        foreach (var cell in cells)
        {
            BenchmarkModels.Open(cell.Model, cell.Precision, cell.Scheme); // Made here, so that the child only loads it.
            var result = RunCell(cell, context.Quick ? QuickSeconds : Seconds, withParts: true);
            results.Add(result);
            context.Say($"{cell}: {result.TokensPerSecond:N0} tokens/s{(result.ShareOfParts is { } share ? $", {share:P0} of its parts" : "")}, {result.PeakMiB:N0} MiB");
        }

        return new OfflineReport(conditions, results);
    }

    public static OfflineResult RunCell(OfflineCell cell, double seconds, bool withParts) =>
        ChildProcess.RunSelf<OfflineResult>("cell", ChildProcess.LineOf(cell), "--seconds", seconds.ToString(), "--parts", withParts.ToString());
}
