using System.Diagnostics;
using System.Globalization;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Offline;
using TranslationService.Inference;

namespace TranslationService.Engine.Benchmarks.Device;

/// <summary>The device path, offline: fp16 packages in growing batches, 20 source and exactly 20 target tokens. Meant for a GPU; on the CPU provider it shows that it works.</summary>
/// <param name="engine">Which provider, and how.</param>
/// <param name="time">For a cell.</param>
/// <param name="output">Where the table goes.</param>
internal sealed class DeviceBenchmark(EngineOptions engine, TimeSpan time, TextWriter output)
{
    private const int LeastPassesOfWarmUp = 3;

    private static readonly int[] BeamSizes = [1, 5];

    /// <summary>Measures a model in batches of these sizes.</summary>
    public void Run(string model, IReadOnlyList<int> batchSizes)
    {
        var package = BenchmarkModels.Open(model, Precision.Fp16, ResidualScheme.ResiDual);
        using var decoder = SentenceDecoder.Load(package, engine);
        output.WriteLine($"{model}, fp16, on {decoder.Provider}{(engine.CudaGraphs ? " with CUDA graphs" : "")}");
        output.WriteLine("| beam | batch | tokens/s | sentences/s | ms a batch, median | least |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var cell in
            from beam in BeamSizes
            from batch in batchSizes
            where batch * beam <= engine.MaxBatchRows
            select new OfflineCell(model, Precision.Fp16, beam, batch, Workers: 1, ResidualScheme.ResiDual))
        {
            output.WriteLine(Row(cell, new CellWorker(decoder, Workload.For(cell, package))));
        }
    }

    // The decoder is every cell's: the worker is not disposed of.
    private string Row(OfflineCell cell, CellWorker worker)
    {
        var started = Stopwatch.GetTimestamp();
        worker.RunWhole(time / 4, LeastPassesOfWarmUp, keep: false);
        worker.RunWhole(time - Stopwatch.GetElapsedTime(started), 1, keep: true);
        var ms = Statistics.Median(worker.WholeMs);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {cell.BeamSize} | {cell.BatchSize} | {worker.TokensAPass / ms * 1000:F0} | {cell.BatchSize / ms * 1000:F1} | {ms:F2} | {worker.WholeMs.Min():F2} |");
    }
}
