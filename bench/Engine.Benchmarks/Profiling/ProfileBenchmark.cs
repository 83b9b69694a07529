using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Graphs;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Reports;

namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>Runs both graphs of random weights at beam 5 under ONNX Runtime's profiler, and without it, since profiling itself takes time.</summary>
internal static class ProfileBenchmark
{
    private const int BeamSize = 5;

    // Times 19 positions.
    private const int StepRepeats = 10;
    private const int WarmUpRuns = 40;
    private const int EncoderRuns = 60;

    private static readonly (ModelShape Shape, Precision Precision)[] Packages =
        [(ModelShape.S, Precision.Int8), (ModelShape.S, Precision.Fp32), (ModelShape.B, Precision.Int8)];

    public static ProfileReport Run(RunContext context)
    {
        var conditions = context.Begin("profile");
        var graphs = new List<GraphProfile>();
        foreach (var (shape, precision) in context.Quick ? Packages.Take(1) : Packages)
        {
            var package = BenchmarkModels.Open(shape.Name, precision, context.Scheme);
            foreach (var sentences in context.Quick ? [8] : new[] { 1, 8, 32 })
            {
                var batch = BatchShape.Standard(sentences, BeamSize);
                graphs.AddRange(Profile(shape.Name, package, batch));
                context.Say($"{shape.Name} {precision}, {batch.Rows} rows: step {graphs[^1].RunMicroseconds:N0} µs, encoder {graphs[^2].RunMicroseconds:N0} µs");
            }
        }

        return new ProfileReport(conditions, graphs, AllocationBenchmark.Run(context));
    }

    private static GraphProfile[] Profile(string model, ModelPackage package, BatchShape batch)
    {
        var (encode, step) = TimeOf(package, batch);
        var folder = Directory.CreateTempSubdirectory("bench-profile-");
        try
        {
            using var sessions = GraphSessions.Load(package, folder.FullName);
            using (var graphs = new BareGraphs(package.Manifest, batch, sessions))
            {
                Repeat(graphs.Encode, EncoderRuns + WarmUpRuns);
                Steps(graphs, WarmUpRuns + (StepRepeats * (batch.TargetTokens - 1)), graphs.Step);
            }

            var manifest = package.Manifest;
            return
            [
                new("encoder", model, manifest.Precision, manifest.Layout, batch.Sentences * batch.SourceTokens, encode, Costs(sessions.Encoder)),
                new("decoder step", model, manifest.Precision, manifest.Layout, batch.Rows, step, Costs(sessions.DecoderStep)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<OperatorCost> Costs(InferenceSession session) => ProfileFile.Read(session.EndProfiling(), WarmUpRuns);

    private static (double EncodeMicroseconds, double StepMicroseconds) TimeOf(ModelPackage package, BatchShape batch)
    {
        using var sessions = GraphSessions.Load(package);
        using var graphs = new BareGraphs(package.Manifest, batch, sessions);
        var (encodes, steps) = (new List<double>(), new List<double>());
        Repeat(graphs.Encode, WarmUpRuns);
        Steps(graphs, WarmUpRuns, graphs.Step);
        Repeat(() => encodes.Add(Time(graphs.Encode)), EncoderRuns);
        Steps(graphs, StepRepeats * (batch.TargetTokens - 1), position => steps.Add(Time(() => graphs.Step(position))));
        return (Statistics.Median(encodes), Statistics.Median(steps));
    }

    // Positions 1 to the last, again and again: what the profile averages over is what a translation goes through after its first step.
    private static void Steps(BareGraphs graphs, int count, Action<int> step)
    {
        graphs.FirstStep();
        for (var i = 0; i < count; i++)
        {
            step(1 + (i % (BatchShape.StandardTokens - 1)));
        }
    }

    private static void Repeat(Action action, int times)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }
}
