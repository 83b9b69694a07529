using Microsoft.Extensions.Logging;

namespace TranslationService.Inference.Diagnostics;

/// <summary>What happens to models while the process runs.</summary>
internal static partial class Log
{
    [LoggerMessage(11, LogLevel.Information, "Model {NewName} {NewVersion} replaces {OldName} {OldVersion}, which ends the requests that it has")]
    public static partial void Replaced(ILogger logger, string oldName, string oldVersion, string newName, string newVersion);

    [LoggerMessage(12, LogLevel.Information, "Model {Name} {Version} is freed")]
    public static partial void Freed(ILogger logger, string name, string version);

    [LoggerMessage(13, LogLevel.Error, "Model {Name} {Version} could not be freed")]
    public static partial void NotFreed(ILogger logger, Exception exception, string name, string version);

    [LoggerMessage(14, LogLevel.Error, "Model {Name} {Version} goes on serving; what was to replace it is refused: {Problem}")]
    public static partial void ReplacementRefused(ILogger logger, string name, string version, string problem);
}
