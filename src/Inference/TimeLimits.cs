namespace TranslationService.Inference;

/// <summary>How long a call may take; infinite where there is no limit.</summary>
/// <param name="Request">From the call to its answer.</param>
/// <param name="Queue">Without one of its sentences in a batch, while some wait.</param>
internal sealed record TimeLimits(TimeSpan Request, TimeSpan Queue)
{
    public static TimeLimits None { get; } = new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>The service's limits, or the shortest of the requests' own where that is shorter.</summary>
    public static TimeLimits Of(EngineOptions options, IReadOnlyList<TextRequest> requests)
    {
        var request = requests.Min(request => request.Timeout);
        var service = Seconds(options.RequestTimeoutSeconds);
        return new TimeLimits(
            request is { } own && (service == Timeout.InfiniteTimeSpan || own < service) ? own : service,
            Seconds(options.QueueTimeoutSeconds));
    }

    private static TimeSpan Seconds(int seconds) => seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
}
