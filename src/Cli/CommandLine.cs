using System.CommandLine;
using TranslationService.Artifacts;
using TranslationService.Cli.Files;
using TranslationService.Cli.Scoring;
using TranslationService.Cli.Translation;
using TranslationService.Inference;

namespace TranslationService.Cli;

/// <summary>The program: its commands, and what becomes of errors: one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>The command was carried out.</summary>
    public const int Success = 0;

    /// <summary>A file, a package or a text stood in the way.</summary>
    public const int Failure = 1;

    /// <summary>Ctrl+C or SIGTERM ended it; the number that shells give for Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>The command line itself is wrong.</summary>
    public const int Misuse = 2;

    public static async Task<int> RunAsync(string[] args, StandardStreams streams)
    {
        var root = new RootCommand("Translates text and scores translations.") { TranslateCommand.Create(streams), EvaluateCommand.Create(streams) };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return await FailAsync(streams, $"{string.Join(' ', parsed.Errors.Select(e => e.Message))} (--help shows the options)", Misuse);
        }

        try
        {
            await using var help = TextFile.WriterTo(streams.Output);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help, Error = streams.Error });
        }
        catch (Exception e) when (e is CommandException or ArtifactException or TranslationException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(streams, e.Message, Failure);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static async Task<int> FailAsync(StandardStreams streams, string message, int exitCode)
    {
        await streams.Error.WriteLineAsync(message.ReplaceLineEndings(" "));
        return exitCode;
    }
}
