using Microsoft.Extensions.Logging;

namespace TranslationService.Export.Verification;

/// <summary>Collects what ONNX Runtime warns of while it loads and runs graphs.</summary>
internal sealed class LoadWarnings : ILogger
{
    private readonly List<string> _messages = [];

    /// <summary>The warnings and errors so far.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lock (_messages)
            {
                _messages.Add(formatter(state, exception));
            }
        }
    }
}
