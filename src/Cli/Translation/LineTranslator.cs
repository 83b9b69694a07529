using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TranslationService.Cli.Models;
using TranslationService.Inference;

namespace TranslationService.Cli.Translation;

/// <summary>Translates lines, any number of them in constant memory: chunks go to the translator while earlier ones are under way.</summary>
internal sealed class LineTranslator(LoadedModel model)
{
    // One chunk's last sentences leave decoder rows free; the next chunks' sentences fill the workers meanwhile.
    private const int ChunksWaiting = 2;

    /// <summary>The translations in the order of the lines, in groups that became ready together.</summary>
    /// <exception cref="TranslationException">The translator refuses a line.</exception>
    public async IAsyncEnumerable<IReadOnlyList<TextTranslation>> TranslateAsync(
        IEnumerable<string> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var chunks = Channel.CreateBounded<Task<IReadOnlyList<TextTranslation>>>(ChunksWaiting);
        var feeding = FeedAsync(lines, chunks.Writer, abandoned.Token);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                yield return await chunk;
            }
        }
        finally
        {
            await abandoned.CancelAsync();
            await feeding;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Handed on to the reader of the channel, which would otherwise wait for ever.")]
    private async Task FeedAsync(IEnumerable<string> lines, ChannelWriter<Task<IReadOnlyList<TextTranslation>>> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in LineChunks.Of(lines, cancellationToken))
            {
                var requests = chunk.Select(line => new TextRequest(line, model.Direction, model.Decoding)).ToList();
                await writer.WriteAsync(model.Translator.TranslateAsync(requests, cancellationToken), cancellationToken);
            }

            writer.Complete();
        }
        catch (Exception e)
        {
            writer.Complete(e);
        }
    }
}
