namespace TranslationService.Cli;

/// <summary>Who reads standard error.</summary>
internal enum ErrorTarget
{
    /// <summary>A person at a terminal: progress may be drawn over itself.</summary>
    Terminal,

    /// <summary>A file or a pipe.</summary>
    File,
}
