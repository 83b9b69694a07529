using TranslationService.Engine.Benchmarks.Measuring;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>What a policy did at a rate of arrivals.</summary>
/// <param name="Offered">Sentences a second that arrived.</param>
/// <param name="Throughput">Sentences a second that were answered while they arrived.</param>
/// <param name="P50">Latency in milliseconds.</param>
/// <param name="P95">Likewise.</param>
/// <param name="P99">Likewise.</param>
internal sealed record LoadPoint(double Offered, double Throughput, double P50, double P95, double P99)
{
    // Arrivals before it find an engine that is not under its load yet.
    private const double WarmUpShare = 0.2;

    /// <summary>A trial's latencies and throughput, its first fifth left out.</summary>
    /// <param name="schedule">When they were due.</param>
    /// <param name="answers">In the same order.</param>
    public static LoadPoint Of(TimeSpan[] schedule, Answered[] answers)
    {
        var first = (int)(schedule.Length * WarmUpShare);
        var (begin, end) = (schedule[first], schedule[^1]);
        var latencies = answers.Skip(first).Select(answer => answer.Latency.TotalMilliseconds).ToList();
        var answered = answers.Count(answer => answer.At > begin && answer.At <= end);
        return new LoadPoint(
            (schedule.Length - 1 - first) / (end - begin).TotalSeconds,
            answered / (end - begin).TotalSeconds,
            Statistics.Percentile(latencies, 50),
            Statistics.Percentile(latencies, 95),
            Statistics.Percentile(latencies, 99));
    }

    /// <summary>The medians of several trials at one rate.</summary>
    public static LoadPoint MedianOf(IReadOnlyList<LoadPoint> trials) => new(
        Statistics.Median(trials.Select(trial => trial.Offered)),
        Statistics.Median(trials.Select(trial => trial.Throughput)),
        Statistics.Median(trials.Select(trial => trial.P50)),
        Statistics.Median(trials.Select(trial => trial.P95)),
        Statistics.Median(trials.Select(trial => trial.P99)));
}
