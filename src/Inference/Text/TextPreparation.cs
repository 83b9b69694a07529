using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Tokenization;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Inference.Text;

/// <summary>
/// From texts to sentences for the queue. It computes on the caller's thread, at a cost linear in the text, gives that thread back now and then, and stops as soon as
/// nobody waits any more or the request is too large.
/// </summary>
internal sealed class TextPreparation(SubwordTokenizer tokenizer, ModelManifest manifest, EngineOptions options, InferenceMetrics metrics, TimeProvider clock)
{
    // The language and end tokens stand in every source.
    private const int FixedSourceTokens = 2;

    private readonly int _longest = manifest.Architecture.MaxPositions;
    private readonly SegmentSplitter _splitter = new(tokenizer.Encode, manifest.Architecture.MaxPositions - FixedSourceTokens);

    /// <summary>The texts' segments, each with the job that translates it.</summary>
    /// <exception cref="TranslationException">The request is too large.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<IReadOnlyList<PendingText>> PrepareAsync(IReadOnlyList<TextRequest> requests, CancellationToken cancellationToken)
    {
        var turn = new ThreadTurn();
        var started = clock.GetTimestamp();
        var sources = new List<SegmentedText>(requests.Count);
        foreach (var request in requests)
        {
            await TakeTurnAsync(turn, request.Text.Length, cancellationToken);
            sources.Add(SentenceSegmenter.Split(SoundUnicode.Of(request.Text), request.Direction.Source));
        }

        var split = clock.GetTimestamp();
        var size = new RequestSize(options);
        var texts = new List<PendingText>(requests.Count);
        foreach (var (request, source) in requests.Zip(sources))
        {
            texts.Add(await PrepareAsync(request, source, size, turn, cancellationToken));
        }

        metrics.PhaseDone(RequestPhase.Split, clock.GetElapsedTime(started, split));
        metrics.PhaseDone(RequestPhase.Tokenize, clock.GetElapsedTime(split));
        return texts;
    }

    private async Task<PendingText> PrepareAsync(
        TextRequest request, SegmentedText source, RequestSize size, ThreadTurn turn, CancellationToken cancellationToken)
    {
        var collector = new SegmentCollector();
        var jobs = new List<SentenceJob?>(source.Segments.Count);
        for (var i = 0; i < source.Segments.Count; i++)
        {
            collector.AddSpace(source.Separators[i]);
            foreach (var part in PartsOf(source.Segments[i]))
            {
                await TakeTurnAsync(turn, part.Text.Length, cancellationToken);
                if (collector.Add(part.Text))
                {
                    jobs.Add(JobFor(part, request, size, cancellationToken));
                }
            }
        }

        collector.AddSpace(source.Separators[^1]);
        return new PendingText(collector.ToText(), jobs);
    }

    private static async ValueTask TakeTurnAsync(ThreadTurn turn, int characters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (turn.IsOverAfter(characters))
        {
            await Task.Yield();
        }
    }

    private IEnumerable<SegmentPart> PartsOf(string segment) => Words.AreIn(segment) ? _splitter.Split(segment) : [new SegmentPart(segment, [])];

    /// <summary>Null where there is nothing to translate: white space, or no letter and no digit.</summary>
    private SentenceJob? JobFor(SegmentPart part, TextRequest request, RequestSize size, CancellationToken cancellationToken)
    {
        if (part.Ids.Count == 0 || !Words.AreIn(part.Text))
        {
            return null;
        }

        var ids = tokenizer.SourceOf(part.Ids, request.Direction.Target);
        if (ids.Length > _longest)
        {
            throw new TranslationException(TranslationErrorKind.TooLarge, $"A single character has {ids.Length} tokens; the model takes {_longest} at once.");
        }

        size.Add(ids.Length);
        return new SentenceJob(new SentenceRequest(ids, request.Options, request.Options.MaxTargetTokens(ids.Length, _longest)), cancellationToken);
    }
}
