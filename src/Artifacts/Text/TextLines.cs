using System.IO.Compression;
using System.Text;

namespace TranslationService.Artifacts.Text;

/// <summary>Reads UTF-8 text line by line, plain or gzip-compressed (known by its first bytes, not by its name).</summary>
public static class TextLines
{
    private const int BufferChars = 1 << 16;

    /// <summary>
    /// The lines of a file, in order. Only a line feed ends a line, and a carriage return before it is dropped: other line separators stay inside
    /// their line, so that the files of a parallel text remain aligned. A byte-order mark at the start is dropped.
    /// </summary>
    /// <param name="path">A text file or a gzip of one.</param>
    /// <exception cref="ArtifactException">The file is missing, is a broken gzip, or is not UTF-8. It is thrown while reading.</exception>
    public static IEnumerable<string> Read(string path)
    {
        using var reader = Open(path);
        var buffer = new char[BufferChars];
        var unfinished = new StringBuilder();
        for (var read = Fill(reader, buffer, path); read > 0; read = Fill(reader, buffer, path))
        {
            var start = 0;
            for (var end = Array.IndexOf(buffer, '\n', 0, read); end >= 0; end = Array.IndexOf(buffer, '\n', start, read - start))
            {
                unfinished.Append(buffer, start, end - start);
                yield return TakeLine(unfinished);
                start = end + 1;
            }

            unfinished.Append(buffer, start, read - start);
        }

        if (unfinished.Length > 0)
        {
            yield return TakeLine(unfinished);
        }
    }

    private static string TakeLine(StringBuilder unfinished)
    {
        var length = unfinished.Length > 0 && unfinished[^1] == '\r' ? unfinished.Length - 1 : unfinished.Length;
        var line = unfinished.ToString(0, length);
        unfinished.Clear();
        return line;
    }

    private static StreamReader Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            Stream text = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
            return new StreamReader(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static int Fill(StreamReader reader, char[] buffer, string path)
    {
        try
        {
            return reader.ReadBlock(buffer);
        }
        catch (DecoderFallbackException e)
        {
            throw new ArtifactException($"{path} is not UTF-8 text", e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new ArtifactException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
