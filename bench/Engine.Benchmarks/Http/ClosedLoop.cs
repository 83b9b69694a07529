using System.Diagnostics;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>Callers that ask again as soon as they have an answer: as many requests under way as there are callers.</summary>
internal static class ClosedLoop
{
    // Until as many sentences are under way as will be.
    private const double WarmUpShare = 0.2;

    /// <param name="callers">One function a caller; it asks once and gives the tokens of the answer.</param>
    /// <param name="time">How long to go on.</param>
    /// <returns>What was answered a second after the warm-up, and the share of all processors' time that this process took.</returns>
    public static async Task<LoopResult> RunAsync(IReadOnlyList<Func<Task<int>>> callers, TimeSpan time)
    {
        var (started, warmUp) = (Stopwatch.GetTimestamp(), time * WarmUpShare);
        var (tokens, requests) = (0L, 0L);
        var processorBefore = ProcessorTime();
        await Task.WhenAll(callers.Select(caller => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                var answered = await caller();
                if (Stopwatch.GetElapsedTime(started) is var at && at > warmUp && at <= time)
                {
                    Interlocked.Add(ref tokens, answered);
                    Interlocked.Increment(ref requests);
                }
            }
        })));
        var share = (ProcessorTime() - processorBefore) / (Stopwatch.GetElapsedTime(started) * Environment.ProcessorCount);
        var seconds = (time - warmUp).TotalSeconds;
        return new LoopResult(tokens / seconds, requests / seconds, share);
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
