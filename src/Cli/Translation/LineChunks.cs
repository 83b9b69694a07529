using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TranslationService.Cli.Translation;

/// <summary>
/// Groups lines for the translator: as many as are there, so that a file comes in full chunks and a person who types, or a program that
/// waits for each answer, is answered line by line.
/// </summary>
internal static class LineChunks
{
    /// <summary>The most lines of a chunk: several decoder batches, so that lines of like length meet.</summary>
    public const int MaxLines = 256;

    /// <summary>The most characters of a chunk, unless one line alone has more; bounds the memory.</summary>
    public const int MaxCharacters = 64 * 1024;

    /// <summary>Chunks of at least one line, in order.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<string>> Of(IEnumerable<string> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var read = Channel.CreateBounded<string>(MaxLines);

        // A read from a terminal or a pipe blocks; it gets a thread that may.
        _ = Task.Factory.StartNew(
            () => ReadAsync(lines, read.Writer, abandoned.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (await read.Reader.WaitToReadAsync(cancellationToken))
            {
                yield return TakeChunk(read.Reader);
            }
        }
        finally
        {
            await abandoned.CancelAsync();
        }
    }

    private static List<string> TakeChunk(ChannelReader<string> lines)
    {
        var chunk = new List<string>();
        var characters = 0;
        while (chunk.Count < MaxLines && lines.TryPeek(out var line) && (chunk.Count == 0 || characters + line.Length <= MaxCharacters))
        {
            lines.TryRead(out _);
            chunk.Add(line);
            characters += line.Length;
        }

        return chunk;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Handed on to the reader of the channel, which would otherwise wait for ever.")]
    private static async Task ReadAsync(IEnumerable<string> lines, ChannelWriter<string> writer, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var line in lines)
            {
                await writer.WriteAsync(line, cancellationToken);
            }

            writer.Complete();
        }
        catch (Exception e)
        {
            writer.Complete(e);
        }
    }
}
