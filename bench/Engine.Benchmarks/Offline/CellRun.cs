using System.Diagnostics;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Graphs;
using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Inference;
using TranslationService.Inference.Sessions;

namespace TranslationService.Engine.Benchmarks.Offline;

/// <summary>Measures one cell in this process, which should be fresh: the memory is the process's.</summary>
internal sealed class CellRun
{
    // A slice of the whole, a slice of its parts, and so on: what slows the machine for a while slows both.
    private const int Rounds = 5;
    private const int LeastPassesOfWarmUp = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.8);

    private readonly OfflineCell _cell;
    private readonly TimeSpan _slice;
    private readonly ModelPackage _package;
    private readonly Workload _workload;

    /// <param name="cell">The cell.</param>
    /// <param name="seconds">Time for the whole, and again for its parts.</param>
    public CellRun(OfflineCell cell, double seconds)
    {
        _cell = cell;
        _slice = TimeSpan.FromSeconds(seconds / Rounds);
        _package = BenchmarkModels.Open(cell.Model, cell.Precision, cell.Scheme);
        _workload = Workload.For(cell, _package);
    }

    /// <param name="withParts">Whether encoder and steps are measured beside it; random weights only.</param>
    public OfflineResult Measure(bool withParts)
    {
        var options = new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu, MaxBatchRows = Math.Max(128, _cell.BatchSize * _cell.BeamSize) };
        var loaded = SentenceDecoder.Load(_package, options);
        var workers = Enumerable.Range(0, _cell.Workers).Select(i => new CellWorker(i == 0 ? loaded : loaded.Share(), _workload)).ToArray();
        Together(workers, worker => worker.RunWhole(WarmUp, LeastPassesOfWarmUp, keep: false));
        var (peak, resident) = (ProcessMemory.PeakMiB(), ProcessMemory.ResidentMiB());
        using var sessions = withParts && _cell.IsRandom ? GraphSessions.Load(_package) : null;
        foreach (var worker in sessions is null ? [] : workers)
        {
            worker.Parts = new BareGraphs(_package.Manifest, BatchShape.Standard(_cell.BatchSize, _cell.BeamSize), sessions!);
        }

        Together(workers, worker => worker.RunParts(WarmUp / 2, keep: false));
        var time = MeasureRounds(workers);
        var result = Summarise(workers, time) with { PeakMiB = peak, ResidentMiB = resident };
        foreach (var worker in workers.Reverse())
        {
            worker.Dispose();
        }

        return result;
    }

    // The processor time and the wall time of the whole's slices.
    private (TimeSpan Processor, TimeSpan Wall) MeasureRounds(CellWorker[] workers)
    {
        var (processor, wall) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            var (started, processorBefore) = (Stopwatch.GetTimestamp(), ProcessorTime());
            Together(workers, worker => worker.RunWhole(_slice, 1, keep: true));
            wall += Stopwatch.GetElapsedTime(started);
            processor += ProcessorTime() - processorBefore;
            Together(workers, worker => worker.RunParts(_slice, keep: true));
        }

        return (processor, wall);
    }

    private OfflineResult Summarise(CellWorker[] workers, (TimeSpan Processor, TimeSpan Wall) time)
    {
        var passMs = Statistics.Median(workers.SelectMany(worker => worker.WholeMs));
        var passesPerSecond = 1000 * workers.Length / passMs;
        var tokens = workers[0].TokensAPass;
        if (_cell.IsRandom && tokens != _cell.BatchSize * BatchShape.StandardTokens)
        {
            throw new BenchmarkException($"{_cell}: a batch gave {tokens} tokens; it must give {BatchShape.StandardTokens} a sentence");
        }

        var batches = workers.Sum(worker => worker.WholeMs.Count) * _workload.BatchesAPass;
        var parts = workers.SelectMany(worker => worker.PartsMs).ToList();
        return new OfflineResult(
            _cell,
            tokens * passesPerSecond,
            _workload.SentencesAPass * passesPerSecond,
            passMs / _workload.BatchesAPass,
            workers.Min(worker => worker.WholeMs.Min()) / _workload.BatchesAPass,
            batches,
            time.Processor.TotalMilliseconds / batches,
            time.Processor / (time.Wall * workers.Length),
            PeakMiB: 0,
            ResidentMiB: 0,
            parts.Count > 0 ? Statistics.Median(parts) : null);
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    // One thread a worker, as in the engine; all begin at the same moment.
    private static void Together(CellWorker[] workers, Action<CellWorker> work)
    {
        using var start = new Barrier(workers.Length);
        var threads = workers.Select(worker => new Thread(() =>
        {
            start.SignalAndWait();
            work(worker);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
