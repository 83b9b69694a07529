using TranslationService.Engine.Benchmarks.Online;

namespace TranslationService.Engine.Benchmarks.Tests.Online;

public sealed class LoadPointTests
{
    // An arrival every 10 ms from 10 to 1000 ms.
    private static readonly TimeSpan[] Schedule = [.. Enumerable.Range(1, 100).Select(i => Milliseconds(10 * i))];

    [Fact]
    public void The_first_fifth_is_left_out_of_the_latencies()
    {
        var point = Of(i => i < 20 ? 500 : i - 19); // 1 to 80 ms

        Assert.Equal(40.5, point.P50, 6);
        Assert.Equal(1 + (0.95 * 79), point.P95, 6);
        Assert.Equal(1 + (0.99 * 79), point.P99, 6);
    }

    [Fact]
    public void Whoever_keeps_up_answers_what_arrives()
    {
        var point = Of(_ => 5);

        Assert.Equal(100, point.Offered, 6);
        Assert.Equal(100, point.Throughput, 6);
    }

    [Fact]
    public void What_is_answered_after_the_last_arrival_was_not_answered_in_time()
    {
        // The latency grows so that every second answer falls behind the end.
        var point = Of(i => 10 * i);

        Assert.InRange(point.Throughput, 49, 51);
    }

    [Fact]
    public void The_median_of_trials_is_taken_of_each_figure_by_itself()
    {
        var median = LoadPoint.MedianOf([new(5, 1, 9, 2, 3), new(6, 3, 7, 1, 2), new(4, 2, 8, 3, 1)]);

        Assert.Equal(new LoadPoint(5, 2, 8, 2, 2), median);
    }

    private static LoadPoint Of(Func<int, double> latency) => LoadPoint.Of(
        Schedule, [.. Schedule.Select((due, i) => new Answered(due + Milliseconds(latency(i)), Milliseconds(latency(i))))]);

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
}
