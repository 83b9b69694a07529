using System.IO.Compression;
using System.Text;

namespace TranslationService.Cli.Files;

/// <summary>Opens text files; those that end in <c>.gz</c> are decompressed and compressed on the way.</summary>
internal static class TextFile
{
    // No byte order mark; and lines end in \n on every system.
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <exception cref="CommandException">There is no such file, or it cannot be read.</exception>
    public static LineReader OpenLines(string path)
    {
        try
        {
            var file = File.OpenRead(path);
            return new LineReader(path, IsCompressed(path) ? new GZipStream(file, CompressionMode.Decompress) : file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                File.Exists(path) || Directory.Exists(path) ? $"{path} cannot be read: {e.Message}" : $"{path} does not exist", e);
        }
    }

    /// <summary>All lines of a file.</summary>
    /// <exception cref="CommandException">There is no such file, or it cannot be read.</exception>
    public static IReadOnlyList<string> ReadLines(string path)
    {
        using var reader = OpenLines(path);
        return [.. reader.Lines()];
    }

    /// <summary>Makes a file, or empties the one that is there.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static TextWriter Create(string path)
    {
        try
        {
            var file = File.Create(path);
            return new StreamWriter(IsCompressed(path) ? new GZipStream(file, CompressionLevel.Optimal) : file, Utf8) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes to standard output, which stays open.</summary>
    public static TextWriter WriterTo(Stream standardOutput) => new StreamWriter(standardOutput, Utf8, leaveOpen: true) { NewLine = "\n" };

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
