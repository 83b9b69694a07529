using System.Diagnostics;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>Callers that ask again as soon as they have an answer: as many requests under way as there are callers.</summary>
internal static class ClosedLoop
{
    // Until as many sentences are under way as will be.
    private const double WarmUpShare = 0.2;

    /// <param name="callers">One function a caller; it asks once and gives the tokens of the answer.</param>
    /// <param name="time">How long to go on.</param>
    /// <returns>What was done a second after the warm-up, and the share of all processors' time that this process took.</returns>
    public static async Task<LoopResult> RunAsync(IReadOnlyList<Func<Task<int>>> callers, TimeSpan time)
    {
        var (started, warmUp) = (Stopwatch.GetTimestamp(), time * WarmUpShare);
        var processorBefore = ProcessorTime();
        var done = await Task.WhenAll(callers.Select(caller => Task.Run(() => CallAsync(caller))));
        var processorShare = (ProcessorTime() - processorBefore) / (Stopwatch.GetElapsedTime(started) * Environment.ProcessorCount);
        var seconds = (time - warmUp).TotalSeconds;
        return new LoopResult(done.Sum(sums => sums.Tokens) / seconds, done.Sum(sums => sums.Requests) / seconds, processorShare);

        async Task<(double Tokens, double Requests)> CallAsync(Func<Task<int>> caller)
        {
            var (tokens, requests) = (0.0, 0.0);
            for (var begin = Stopwatch.GetElapsedTime(started); begin < time;)
            {
                var answered = await caller();
                var end = Stopwatch.GetElapsedTime(started);
                var share = ShareWithin((warmUp, time), begin, end);
                tokens += answered * share;
                requests += share;
                begin = end;
            }

            return (tokens, requests);
        }
    }

    /// <summary>
    /// The part of a request's time that lies in the window: that much of it counts. Requests of one size that take turns end at the same moment, and whether such a
    /// moment falls just before or just after the window's end would else decide over a tenth of the figure.
    /// </summary>
    internal static double ShareWithin((TimeSpan From, TimeSpan To) window, TimeSpan begin, TimeSpan end)
    {
        var inside = TimeSpan.FromTicks(Math.Min(end.Ticks, window.To.Ticks) - Math.Max(begin.Ticks, window.From.Ticks));
        return inside > TimeSpan.Zero ? inside / (end - begin) : 0;
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
