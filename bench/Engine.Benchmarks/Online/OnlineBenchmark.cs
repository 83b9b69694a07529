using System.Diagnostics;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Reports;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>The model that ships under Poisson arrivals at rising rates: continuous batching and dynamic batching in turn, on the same arrivals.</summary>
internal sealed class OnlineBenchmark(RunContext context)
{
    // Of one worker's time. A batch of many takes a sentence a small part of what it takes alone, so that this is some hundredths of what saturates.
    private const double LowLoad = 0.2;
    private const int FewestArrivals = 150;
    private const int SentencesOfAGauge = 512;

    // Of what continuous batching answers when everything comes at once.
    private static readonly double[] Rates = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25];
    private static readonly double[] QuickRates = [0.1, 0.3, 0.5, 0.7, 0.9, 1.1];

    private readonly RealSentences _sentences = RealSentences.Load();
    private readonly DecodingOptions _decoding = new();

    // Without time limits: dynamic batching has none either, and a trial beyond saturation is to show how long its sentences wait.
    private readonly EngineOptions _options = new()
    {
        ExecutionProvider = ExecutionProvider.Cpu,
        Workers = Environment.ProcessorCount,
        QueueTimeoutSeconds = 0,
        RequestTimeoutSeconds = 0,
    };

    private double TrialSeconds => context.Quick ? 1.5 : 3;

    private int Repeats => context.Quick ? 1 : 3;

    public async Task<OnlineReport> RunAsync()
    {
        var conditions = context.Begin("online");
        var package = BenchmarkModels.Open(BenchmarkModels.Shipped, Precision.Int8, ResidualScheme.ResiDual);
        await using var continuous = new ContinuousBatching(package, _options, _decoding);
        await using var patient = new DynamicBatching(package, _options, _decoding, TimeSpan.FromMilliseconds(5));
        await using var eager = new DynamicBatching(package, _options, _decoding, TimeSpan.Zero);
        IBatchingPolicy[] policies = [continuous, patient, eager];
        var ceilings = new List<double>();
        foreach (var policy in policies)
        {
            await GaugeAsync(policy);
            ceilings.Add(await GaugeAsync(policy));
            context.Say($"{policy.Name}: {ceilings[^1]:N0} sentences/s when {SentencesOfAGauge} come at once");
        }

        var (lone, low) = await LowLoadAsync(continuous);
        context.Say($"p50 of a lone sentence {lone:F2} ms, at {low.Offered:N0}/s {low.P50:F2} ms");
        var curves = await RiseAsync(policies, ceilings[0]);
        return new OnlineReport(conditions, _sentences.Origin, _decoding.BeamSize, _options.Workers, curves, lone, low);
    }

    private async Task<double> GaugeAsync(IBatchingPolicy policy)
    {
        var started = Stopwatch.GetTimestamp();
        await LoadGenerator.RunAsync(policy, _sentences.Sentences, new TimeSpan[SentencesOfAGauge]);
        return SentencesOfAGauge / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<(double LoneP50, LoadPoint Low)> LowLoadAsync(IBatchingPolicy policy)
    {
        var (lone, low) = (new List<double> { await LoneAsync(policy) }, new List<LoadPoint>());
        var perSecond = 1000 * LowLoad / lone[0];
        for (var repeat = 0; repeat < Repeats + 2; repeat++)
        {
            var schedule = PoissonArrivals.Schedule(perSecond, FewestArrivals, seed: repeat);
            var answers = await LoadGenerator.RunAsync(policy, _sentences.Sentences, schedule);

            // No warm-up is left out of this median: both sides are to have the same sentences.
            low.Add(LoadPoint.Of(schedule, answers) with { P50 = MedianMs(answers) });
            lone.Add(await LoneAsync(policy));
        }

        return (Statistics.Median(lone), LoadPoint.MedianOf(low));
    }

    private async Task<double> LoneAsync(IBatchingPolicy policy) =>
        MedianMs(await LoadGenerator.OneByOneAsync(policy, _sentences.Sentences, FewestArrivals));

    private static double MedianMs(IEnumerable<Answered> answers) => Statistics.Median(answers.Select(answer => answer.Latency.TotalMilliseconds));

    private async Task<IReadOnlyList<LoadCurve>> RiseAsync(IReadOnlyList<IBatchingPolicy> policies, double ceiling)
    {
        var curves = policies.ToDictionary(policy => policy, _ => new List<LoadPoint>());
        var rising = policies.ToList();
        foreach (var rate in (context.Quick ? QuickRates : Rates).Select(share => share * ceiling))
        {
            var trials = rising.ToDictionary(policy => policy, _ => new List<LoadPoint>());
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var schedule = PoissonArrivals.Schedule(rate, Arrivals(rate), seed: repeat);
                foreach (var policy in rising)
                {
                    trials[policy].Add(LoadPoint.Of(schedule, await LoadGenerator.RunAsync(policy, _sentences.Sentences, schedule)));
                }
            }

            foreach (var policy in rising.ToList())
            {
                var point = LoadPoint.MedianOf(trials[policy]);
                curves[policy].Add(point);
                context.Say($"{policy.Name} at {rate:N0}/s: {point.Throughput:N0}/s, p50 {point.P50:F1}, p95 {point.P95:F1}, p99 {point.P99:F1} ms");
                if (LoadCurve.IsOverloaded(point))
                {
                    rising.Remove(policy);
                }
            }
        }

        return [.. policies.Select(policy => new LoadCurve(policy.Name, curves[policy]))];
    }

    private int Arrivals(double perSecond) => Math.Max(FewestArrivals, (int)(perSecond * TrialSeconds));
}
