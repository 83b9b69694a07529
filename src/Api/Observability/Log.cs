namespace TranslationService.Api.Observability;

/// <summary>Everything that this project logs. No text of a user is ever among it.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Ready: {Models}")]
    public static partial void Ready(ILogger logger, string models);

    [LoggerMessage(2, LogLevel.Critical, "The model cannot be used: {Problem}")]
    public static partial void ModelUnusable(ILogger logger, string problem);

    [LoggerMessage(8, LogLevel.Critical, "Loading the model failed")]
    public static partial void LoadingFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Draining: not ready any more, answering for {Seconds} s, then finishing what is in flight")]
    public static partial void Draining(ILogger logger, double seconds);

    [LoggerMessage(4, LogLevel.Information, "Told to stop before the model was loaded")]
    public static partial void StoppedWhileLoading(ILogger logger);

    [LoggerMessage(5, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(6, LogLevel.Error, "Request {TraceId} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string traceId);

    [LoggerMessage(9, LogLevel.Error, "Looking for new models failed")]
    public static partial void WatchingFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        7,
        LogLevel.Information,
        "Request {TraceId}, {Api}, {Pair}: {Texts} texts, {Characters} characters, {Outcome} in {Milliseconds:F1} ms")]
    public static partial void Translated(
        ILogger logger, string traceId, string api, string pair, int texts, long characters, RequestOutcome outcome, double milliseconds);
}
