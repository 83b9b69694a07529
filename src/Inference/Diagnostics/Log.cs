using Microsoft.Extensions.Logging;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Diagnostics;

/// <summary>Everything that this project logs. No text of a user is ever among it.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The model runs on the CPU: CUDA cannot start: {Missing}")]
    public static partial void RunsOnCpu(ILogger logger, string missing);

    [LoggerMessage(EventId = 2, Message = "ONNX Runtime: {OnnxMessage} ({CodeLocation})")]
    public static partial void OnnxRuntimeSays(ILogger logger, LogLevel level, string onnxMessage, string codeLocation);

    [LoggerMessage(3, LogLevel.Information, "Loaded model {Name} {Version} ({Precision}) on {Provider} with {Workers} workers in {Seconds:F2} s")]
    public static partial void Loaded(ILogger logger, string name, string version, Precision precision, ExecutionProvider provider, int workers, double seconds);

    [LoggerMessage(4, LogLevel.Warning, "A batch of {Sentences} sentences failed; its halves are tried again")]
    public static partial void BatchFailed(ILogger logger, Exception exception, int sentences);

    [LoggerMessage(5, LogLevel.Error, "A sentence failed")]
    public static partial void SentenceFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "A worker failed in a way that nobody foresaw; its {Sentences} sentences failed with it")]
    public static partial void BatchAbandoned(ILogger logger, Exception? exception, int sentences);

    [LoggerMessage(20, LogLevel.Warning, "The device's memory was short; at most {Rows} rows of a shape run at a time for now")]
    public static partial void FewerRowsAtOnce(ILogger logger, Exception exception, int rows);

    [LoggerMessage(21, LogLevel.Warning, "The device failed; it is tried again")]
    public static partial void DeviceFailed(ILogger logger, Exception exception);

    [LoggerMessage(22, LogLevel.Error, "The device failed repeatedly and is left alone for a while; the model is now {State}")]
    public static partial void DeviceGivenUp(ILogger logger, ProviderState state);

    [LoggerMessage(23, LogLevel.Information, "The device answers again; new sentences go there")]
    public static partial void DeviceIsBack(ILogger logger);

    [LoggerMessage(24, LogLevel.Information, "{Folder} stands by for {Name} on the CPU")]
    public static partial void StandsBy(ILogger logger, string folder, string name);
}
