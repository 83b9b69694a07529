using System.Text.Json;
using TranslationService.Artifacts.Architecture;
using TranslationService.Engine.Benchmarks.Graphs;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Offline;
using TranslationService.Engine.Benchmarks.Reports;

namespace TranslationService.Engine.Benchmarks.Peer;

/// <summary>
/// Runs another engine's cell, ours, its again and so on. The other engine is a line of shell in BENCH_PEER, with {model}, {precision}, {beam}, {batch},
/// {workers} and {seconds} in it, whose last line of output is a JSON object with the median time of a batch as "ms_p50" and its processor time as "cpu_ms_per_batch". BENCH_PEER_NAME names it,
/// BENCH_CELLS (a part of a cell's text) chooses cells, BENCH_PEER_RUNS says how many runs of each.
/// </summary>
internal static class PeerBenchmark
{
    public static PeerReport Run(RunContext context)
    {
        var command = Environment.GetEnvironmentVariable("BENCH_PEER") ?? throw new BenchmarkException("BENCH_PEER must hold the other engine's command line");
        var runs = int.Parse(Environment.GetEnvironmentVariable("BENCH_PEER_RUNS") ?? "3");
        var chosen = Environment.GetEnvironmentVariable("BENCH_CELLS") ?? "";
        var conditions = context.Begin("peer");
        var results = new List<PeerResult>();
        foreach (var cell in OfflineCell.Random(ResidualScheme.PostLN, context.Quick).Where(cell => cell.ToString().Contains(chosen, StringComparison.OrdinalIgnoreCase)))
        {
            var result = Compare(cell, command, runs);
            results.Add(result);
            context.Say($"{cell}: {result.Peer.TokensPerSecond:N0} and {result.Ours.TokensPerSecond:N0} tokens/s, ratio {result.Ratio:F2}, of processor time {result.ProcessorRatio:F2}");
        }

        return new PeerReport(conditions, Environment.GetEnvironmentVariable("BENCH_PEER_NAME") ?? "peer", results);
    }

    private static PeerResult Compare(OfflineCell cell, string command, int runs)
    {
        BenchmarkModels.Open(cell.Model, cell.Precision, cell.Scheme);
        var (peer, ours) = (new List<PeerRun>(), new List<PeerRun>());
        for (var run = 0; run < runs; run++)
        {
            peer.Add(RunPeer(cell, command));
            var result = OfflineBenchmark.RunCell(cell, OfflineBenchmark.Seconds, withParts: false);
            ours.Add(new PeerRun(result.TokensPerSecond, result.ProcessorMs));
        }

        return new PeerResult(cell, PeerRun.MedianOf(peer), PeerRun.MedianOf(ours));
    }

    private static PeerRun RunPeer(OfflineCell cell, string command)
    {
        var line = ChildProcess.RunShell(command
            .Replace("{model}", cell.Model)
            .Replace("{precision}", cell.Precision.ToString().ToLowerInvariant())
            .Replace("{beam}", cell.BeamSize.ToString())
            .Replace("{batch}", cell.BatchSize.ToString())
            .Replace("{workers}", cell.Workers.ToString())
            .Replace("{seconds}", OfflineBenchmark.Seconds.ToString()));
        using var json = JsonDocument.Parse(line);
        var batchMs = json.RootElement.GetProperty("ms_p50").GetDouble();
        return new PeerRun(
            1000.0 * cell.Workers * cell.BatchSize * BatchShape.StandardTokens / batchMs, json.RootElement.GetProperty("cpu_ms_per_batch").GetDouble());
    }
}
