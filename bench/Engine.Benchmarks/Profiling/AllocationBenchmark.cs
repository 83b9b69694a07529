using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Reports;
using TranslationService.Inference;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;

namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>What steps of a batch allocate while nobody joins or leaves: sessions, search and bookkeeping together.</summary>
internal static class AllocationBenchmark
{
    private const int Steps = 40;
    private const int MaxRows = 160;

    private static readonly (int Sentences, int BeamSize)[] Batches = [(1, 1), (1, 5), (8, 5), (32, 5)];

    public static IReadOnlyList<StepAllocation> Run(RunContext context)
    {
        var package = BenchmarkModels.Open(ModelShape.S.Name, Precision.Int8, context.Scheme);
        using var sessions = OnnxSessions.Load(package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu }, NullLogger.Instance);
        using var metrics = new InferenceMetrics(sessions.Manifest, sessions.Provider);
        var budget = new BatchBudget(MaxRows, new EngineOptions().MaxBatchTokens);
        var decoder = BatchDecoders.Create(sessions, MaxRows, metrics, NullLogger.Instance, TimeProvider.System);
        using var batch = new ContinuousBatch(decoder, budget, metrics, NullLogger.Instance, TimeProvider.System);
        return [.. Batches.Select(size => new StepAllocation(size.Sentences, size.BeamSize, BytesAStep(batch, size.Sentences, size.BeamSize)))];
    }

    private static double BytesAStep(ContinuousBatch batch, int sentences, int beamSize)
    {
        BytesOf(); // Buffers grow to their size, and the compiler is done.
        return (double)BytesOf() / Steps;

        long BytesOf()
        {
            var options = new DecodingOptions { BeamSize = beamSize, MinTargetTokens = Steps + 1 };
            batch.Admit([.. Enumerable.Range(0, sentences).Select(i => new SentenceJob(
                new SentenceRequest([.. Enumerable.Range(4 + i, 20)], options, Steps + 2), CancellationToken.None))]);
            batch.Step();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var step = 0; step < Steps; step++)
            {
                batch.Step();
                batch.Retire();
            }

            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            while (!batch.IsEmpty)
            {
                batch.Step();
                batch.Retire();
            }

            return bytes;
        }
    }
}
