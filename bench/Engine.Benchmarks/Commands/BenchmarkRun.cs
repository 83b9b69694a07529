using TranslationService.Engine.Benchmarks.Http;
using TranslationService.Engine.Benchmarks.Offline;
using TranslationService.Engine.Benchmarks.Online;
using TranslationService.Engine.Benchmarks.Peer;
using TranslationService.Engine.Benchmarks.Profiling;
using TranslationService.Engine.Benchmarks.Reports;

namespace TranslationService.Engine.Benchmarks.Commands;

/// <summary>Runs parts one after another; after each, its tables are printed and the result file is written, so that nothing measured is lost.</summary>
internal sealed class BenchmarkRun(RunContext context, ReportFile file)
{
    private const string PeerPart = "peer";

    public static IReadOnlyList<string> PartNames { get; } = ["offline", "shipped", "online", "http", "profile", PeerPart];

    /// <param name="parts">Names; none: all but the comparison with another engine, which has to be at hand.</param>
    public async Task RunAsync(IReadOnlyList<string> parts)
    {
        if (parts.Except(PartNames).FirstOrDefault() is { } unknown)
        {
            throw new BenchmarkException($"{unknown} is no part; parts are {string.Join(", ", PartNames)}");
        }

        foreach (var part in parts.Count > 0 ? parts : PartNames.Except([PeerPart]))
        {
            var report = await RunAsync(part, file.Read());
            file.Write(report);
            context.Say(ReportTables.Of(report, part));
        }

        context.Say($"written to {file.Path}");
    }

    private async Task<BenchmarkReport> RunAsync(string part, BenchmarkReport report) => part switch
    {
        "offline" => report with { Offline = OfflineBenchmark.Run(OfflineCell.Random(context.Scheme, context.Quick), context) },
        "shipped" => report with { Shipped = OfflineBenchmark.Run(OfflineCell.Shipped(context.Quick), context) },
        "online" => report with { Online = await new OnlineBenchmark(context).RunAsync() },
        "http" => report with { Http = await new HttpBenchmark(context).RunAsync() },
        "profile" => report with { Profile = ProfileBenchmark.Run(context) },
        _ => report with { Peer = PeerBenchmark.Run(context) },
    };
}
