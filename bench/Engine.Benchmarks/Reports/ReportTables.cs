using System.Globalization;
using System.Text;
using TranslationService.Engine.Benchmarks.Http;
using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Offline;
using TranslationService.Engine.Benchmarks.Online;
using TranslationService.Engine.Benchmarks.Peer;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>The tables of a report's parts, for the terminal and for the document alike.</summary>
internal static class ReportTables
{
    /// <summary>A part's tables; empty where it was not measured.</summary>
    public static string Of(BenchmarkReport report, string part) => part switch
    {
        "offline" => report.Offline is { } offline ? Offline(offline) : "",
        "shipped" => report.Shipped is { } shipped ? Offline(shipped) : "",
        "online" => report.Online is { } online ? Online(online) : "",
        "http" => report.Http is { } http ? Http(http) : "",
        "profile" => report.Profile is { } profile ? ProfileTables.Of(profile) : "",
        _ => report.Peer is { } peer ? Peer(peer) : "",
    };

    /// <summary>The machine in a paragraph.</summary>
    public static string Of(MachineDescription machine) =>
        $"""
        {machine.Processor}, {machine.Cores} processors ({string.Join(", ", machine.Features)}; .NET uses {machine.VectorBits}-bit vectors), {machine.MemoryGiB} GiB;
        {machine.OperatingSystem}; .NET {machine.DotNet}, ONNX Runtime {machine.OnnxRuntime}.

        """;

    /// <summary>When and on what code, in a line.</summary>
    public static string Of(Conditions conditions) => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured {conditions.Started:yyyy-MM-dd HH:mm} UTC on commit {conditions.Commit}{(conditions.Quick ? ", quick" : "")}, load average before {conditions.LoadBefore:F2}.\n\n");

    private static string Offline(OfflineReport report)
    {
        var table = new MarkdownTable(
            "model", "precision", "workers", "beam", "batch", "tokens/s", "sentences/s", "latency ms", "of its parts", "peak MiB", "resident MiB", "busy");
        foreach (var result in report.Cells)
        {
            var cell = result.Cell;
            table.Add(
                cell.Model, cell.Precision.ToString(), $"{cell.Workers}", $"{cell.BeamSize}", $"{cell.BatchSize}",
                $"{result.TokensPerSecond:N0}", $"{result.SentencesPerSecond:N0}", $"{result.LatencyMs:N1}",
                Share(result.ShareOfParts), $"{result.PeakMiB:N0}", $"{result.ResidentMiB:N0}", Share(result.BusyShare));
        }

        return Of(report.Conditions) + table;
    }

    private static string Peer(PeerReport report)
    {
        var table = new MarkdownTable("model", "precision", "workers", "beam", "batch", $"{report.Name} tokens/s", "ours", "ratio", "of processor time");
        foreach (var result in report.Cells)
        {
            var cell = result.Cell;
            table.Add(
                cell.Model, cell.Precision.ToString(), $"{cell.Workers}", $"{cell.BeamSize}", $"{cell.BatchSize}",
                $"{result.Peer.TokensPerSecond:N0}", $"{result.Ours.TokensPerSecond:N0}", $"{result.Ratio:F2}", $"{result.ProcessorRatio:F2}");
        }

        return Of(report.Conditions) + table;
    }

    private static string Online(OnlineReport report)
    {
        var text = new StringBuilder(Of(report.Conditions));
        text.AppendLine(CultureInfo.InvariantCulture, $"Sentences: {report.Sentences}; beam {report.BeamSize}, {report.Workers} workers.")
            .AppendLine(CultureInfo.InvariantCulture, $"A lone sentence has a p50 of {report.LoneP50:F2} ms, the same sentences at {report.LowLoad.Offered:N0}/s have {report.LowLoad.P50:F2} ms ({report.LowLoad.P50 / report.LoneP50:F2} times).")
            .AppendLine();
        var points = new MarkdownTable("batching", "arrivals/s", "answers/s", "p50 ms", "p95 ms", "p99 ms");
        foreach (var curve in report.Curves)
        {
            foreach (var point in curve.Points)
            {
                points.Add(curve.Policy, $"{point.Offered:N0}", $"{point.Throughput:N0}", $"{point.P50:N1}", $"{point.P95:N1}", $"{point.P99:N1}");
            }
        }

        text.AppendLine(points.ToString());
        var others = report.Curves.Skip(1).ToList();
        var equal = new MarkdownTable(["p95 at most, ms", .. report.Curves.Select(curve => $"{curve.Policy}, answers/s"), .. others.Select(curve => $"times {curve.Policy}")]);
        foreach (var row in report.AtEqualP95())
        {
            equal.Add([$"{row.P95:N0}", .. row.Throughputs.Select(throughput => $"{throughput:N0}"), .. others.Select((_, i) => $"{row.RatioTo(i + 1):F2}")]);
        }

        return text.Append(equal).ToString();
    }

    private static string Http(HttpReport report)
    {
        var table = new MarkdownTable("texts a request", "connections", "requests/s", "tokens/s", "offline tokens/s", "of offline", "client's share of the machine");
        foreach (var load in report.Loads)
        {
            table.Add(
                $"{load.TextsARequest}", $"{load.Connections}", $"{load.RequestsPerSecond:N0}", $"{load.TokensPerSecond:N0}", $"{load.OfflineTokensPerSecond:N0}",
                Share(load.ShareOfOffline), Share(load.ClientShare));
        }

        return $"{Of(report.Conditions)}Sentences: {report.Sentences}; beam {report.BeamSize}.\n\n{table}";
    }

    private static string Share(double? share) => share is null ? "–" : $"{100 * share:F0}%";
}
