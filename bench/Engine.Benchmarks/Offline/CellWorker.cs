using System.Diagnostics;
using TranslationService.Engine.Benchmarks.Graphs;
using TranslationService.Inference;

namespace TranslationService.Engine.Benchmarks.Offline;

/// <summary>One worker of a cell: a decoder that is given pass after pass, and the bare graphs of the same batch. It keeps its own times.</summary>
internal sealed class CellWorker(SentenceDecoder decoder, Workload workload) : IDisposable
{
    private readonly List<double> _wholeMs = [];
    private readonly List<double> _partsMs = [];
    private int _next;

    /// <summary>The target tokens of a pass, end tokens counted; known after a pass.</summary>
    public int TokensAPass { get; private set; }

    /// <summary>[pass].</summary>
    public IReadOnlyList<double> WholeMs => _wholeMs;

    /// <summary>[repeat] encoder and steps of one batch; empty without <see cref="Parts"/>.</summary>
    public IReadOnlyList<double> PartsMs => _partsMs;

    /// <summary>The graphs alone; set after the warm-up, so that they do not count as the engine's memory.</summary>
    public BareGraphs? Parts { get; set; }

    /// <summary>Runs passes for that long, and at least so many.</summary>
    public void RunWhole(TimeSpan time, int least, bool keep)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < least || Stopwatch.GetElapsedTime(started) < time; i++)
        {
            var pass = workload.Passes[_next++ % workload.Passes.Count];
            var passStarted = Stopwatch.GetTimestamp();
            var tokens = 0;
            foreach (var batch in pass)
            {
                tokens += decoder.Search(batch).Sum(hypotheses => hypotheses[0].Ids.Count + 1);
            }

            if (keep)
            {
                _wholeMs.Add(Stopwatch.GetElapsedTime(passStarted).TotalMilliseconds);
            }

            TokensAPass = tokens;
        }
    }

    /// <summary>Runs encoder and decoder steps of a batch for that long, at least once.</summary>
    public void RunParts(TimeSpan time, bool keep)
    {
        if (Parts is null)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        do
        {
            var batchStarted = Stopwatch.GetTimestamp();
            Parts.Encode();
            Parts.FirstStep();
            for (var position = 1; position < BatchShape.StandardTokens; position++)
            {
                Parts.Step(position);
            }

            if (keep)
            {
                _partsMs.Add(Stopwatch.GetElapsedTime(batchStarted).TotalMilliseconds);
            }
        }
        while (Stopwatch.GetElapsedTime(started) < time);
    }

    public void Dispose()
    {
        decoder.Dispose();
        Parts?.Dispose();
    }
}
