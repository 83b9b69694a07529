using TranslationService.Inference;

namespace TranslationService.Api.Translation;

/// <summary>Writes the <c>Server-Timing</c> header (W3C), which browsers show beside a request; durations in milliseconds.</summary>
internal static class ServerTiming
{
    /// <summary>The slowest sentence's time in each phase of the engine, and the request's from its endpoint's begin to its answer.</summary>
    public static string Of(PhaseTimes times, TimeSpan total) =>
        string.Join(", ", Entry("queue", times.Queue), Entry("encode", times.Encode), Entry("decode", times.Decode), Entry("total", total));

    private static string Entry(string name, TimeSpan duration) => FormattableString.Invariant($"{name};dur={duration.TotalMilliseconds:F1}");
}
