using System.Text;

namespace TranslationService.Cli.Files;

/// <summary>
/// Reads UTF-8 text line by line. Only \n ends a line (and takes a \r before it along), so that line n of one file stays line n of the
/// other whatever the lines hold; TextReader.ReadLine would also cut at a lone \r.
/// </summary>
internal sealed class LineReader : IDisposable
{
    private readonly string _name;
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[16 * 1024];
    private int _start;
    private int _end;
    private long _lines;

    /// <param name="name">What error messages call the source.</param>
    /// <param name="stream">Its bytes; disposed with this.</param>
    public LineReader(string name, Stream stream)
    {
        _name = name;
        _reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
    }

    /// <summary>The lines to the end, each once.</summary>
    /// <exception cref="CommandException">The bytes are no UTF-8, a compressed file is damaged, or reading fails.</exception>
    public IEnumerable<string> Lines()
    {
        while (Read() is { } line)
        {
            yield return line;
        }
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>The next line without its end; null at the end of the text.</summary>
    private string? Read()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !Fill())
            {
                return line.Length == 0 ? null : Finished(line);
            }

            var length = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            if (length >= 0)
            {
                line.Append(_buffer, _start, length);
                _start += length + 1;
                return Finished(line);
            }

            line.Append(_buffer, _start, _end - _start);
            _start = _end;
        }
    }

    private bool Fill()
    {
        try
        {
            (_start, _end) = (0, _reader.Read(_buffer));
            return _end > 0;
        }
        catch (DecoderFallbackException e)
        {
            throw new CommandException($"{_name} is not UTF-8 text after line {_lines}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // ArgumentException: a descriptor that is closed, or not open for reading.
            throw new CommandException($"{_name} cannot be read: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{_name} is a damaged gzip file after line {_lines}: {e.Message}", e);
        }
    }

    private string Finished(StringBuilder line)
    {
        _lines++;
        if (_lines == 1 && line.Length > 0 && line[0] == '\uFEFF')
        {
            line.Remove(0, 1); // a byte order mark is no text
        }

        return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
    }
}
