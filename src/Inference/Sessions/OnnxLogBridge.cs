using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Sessions;

/// <summary>
/// Hands ONNX Runtime's messages to a logger. ONNX Runtime has one environment a process, made once: the messages go to the logger that
/// was attached last.
/// </summary>
internal static class OnnxLogBridge
{
    private static readonly Lock Gate = new();

    // Native code keeps only a pointer to it: the field keeps the delegate alive.
    private static readonly DOrtLoggingFunction Function = Write;
    private static volatile ILogger? _logger;

    public static void Attach(ILogger logger)
    {
        _logger = logger;
        lock (Gate)
        {
            if (!OrtEnv.IsCreated)
            {
                var options = new EnvironmentCreationOptions
                {
                    logId = "onnx",
                    logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
                    loggingFunction = Function,
                };
                OrtEnv.CreateInstanceWithOptions(ref options);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An exception must not cross into native code.")]
    private static void Write(nint parameter, OrtLoggingLevel severity, string category, string logId, string codeLocation, string message)
    {
        try
        {
            var level = LevelOf(severity);
            if (_logger is { } logger && logger.IsEnabled(level))
            {
                Log.OnnxRuntimeSays(logger, level, message, codeLocation);
            }
        }
        catch (Exception)
        {
            // A logger that fails loses a message, no more.
        }
    }

    private static LogLevel LevelOf(OrtLoggingLevel severity) => severity switch
    {
        OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE => LogLevel.Trace,
        OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO => LogLevel.Debug,
        OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING => LogLevel.Warning,
        OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
