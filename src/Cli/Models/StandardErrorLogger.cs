using Microsoft.Extensions.Logging;

namespace TranslationService.Cli.Models;

/// <summary>Passes the engine's warnings and errors to the person at the command line.</summary>
internal sealed class StandardErrorLogger(TextWriter error) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            error.WriteLine(formatter(state, exception).ReplaceLineEndings(" "));
        }
    }
}
