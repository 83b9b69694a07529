using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Batching;

public sealed class BatchDecoderTests : IDisposable
{
    private readonly TinyPackage _tiny = TinyPackage.Create();
    private readonly OnnxSessions _sessions;
    private readonly InferenceMetrics _metrics;

    public BatchDecoderTests()
    {
        _sessions = TestSessions.Load(_tiny.Package);
        _metrics = new InferenceMetrics(_sessions.Manifest, _sessions.Provider);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _sessions.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public async Task A_cancelled_sentence_leaves_and_the_others_never_notice()
    {
        using var decoder = new BatchDecoder(_sessions, _metrics, TimeProvider.System);
        using var caller = new CancellationTokenSource();
        var (alone, cancelled, beside) = (Sentence(9), new SentenceJob(Request(12, 4), caller.Token), Sentence(9));
        decoder.Run([alone]);
        await caller.CancelAsync();

        decoder.Run([cancelled, beside, Sentence(40)]);

        Assert.True(cancelled.Result.IsCanceled);
        Assert.Equal((await alone.Result).Hypotheses[0].Ids, (await beside.Result).Hypotheses[0].Ids);
        Assert.Equal((await alone.Result).Hypotheses[0].Score, (await beside.Result).Hypotheses[0].Score);
    }

    [Fact]
    public async Task After_a_batch_that_failed_the_next_one_is_as_good_as_ever()
    {
        using var decoder = new BatchDecoder(_sessions, _metrics, TimeProvider.System);
        var (before, after) = (Sentence(9), Sentence(9));
        decoder.Run([before]);

        Assert.ThrowsAny<Exception>(() => decoder.Run([OutsideVocabulary(), Sentence(5)]));
        decoder.Run([after]);

        Assert.Equal((await before.Result).Hypotheses[0].Ids, (await after.Result).Hypotheses[0].Ids);
    }

    [Fact]
    public async Task A_batch_that_failed_takes_only_its_own_sentences_with_it()
    {
        await using var engine = new Engine(
            TestSessions.Load(_tiny.Package), new EngineOptions { Workers = 1 }, _metrics, NullLogger.Instance, TimeProvider.System);

        // Another beam size, so another batch.
        var (bad, good) = (OutsideVocabulary(), Sentence(9, beam: 2));
        engine.Enqueue([bad, good]);

        Assert.Equal(TranslationErrorKind.EngineFailure, (await Assert.ThrowsAsync<TranslationException>(() => bad.Result)).Kind);
        Assert.NotEmpty((await good.Result).Hypotheses);
    }

    [Fact]
    public async Task Disposal_ends_every_sentence_one_way_or_the_other()
    {
        var engine = new Engine(
            TestSessions.Load(_tiny.Package), new EngineOptions { Workers = 2 }, _metrics, NullLogger.Instance, TimeProvider.System);
        var jobs = Enumerable.Range(0, 2000).Select(i => Sentence(2 + (i % 60))).ToList();
        engine.Enqueue(jobs);

        await engine.DisposeAsync();

        Assert.All(jobs, job => Assert.True(job.Result.IsCompleted));
        foreach (var failed in jobs.Where(job => job.Result.IsFaulted))
        {
            Assert.Equal(TranslationErrorKind.Draining, (await Assert.ThrowsAsync<TranslationException>(() => failed.Result)).Kind);
        }

        Assert.Throws<TranslationException>(() => engine.Enqueue([Sentence(3)]));
    }

    [Fact]
    public void A_steady_step_allocates_no_managed_memory()
    {
        const int Sentences = 3;
        using var encoder = new EncoderSession(_sessions);
        using var decoder = new DecoderSession(_sessions);
        using var state = new DecoderState(_sessions);
        using var mask = new SourceMask(_sessions.FloatType);
        var scan = new CandidateScan(_sessions.Manifest.Vocabulary);
        var running = Enumerable.Range(0, Sentences).Select(_ => new RunningSentence(Sentence(9))).ToArray();
        state.Reset(new DecoderShape(Sentences, 16, 4, 128));
        encoder.Run([.. running.Select(sentence => sentence.Job.Request.SourceIds)], mask, state);
        decoder.Bind(mask, state);
        for (var step = 0; step < 40; step++)
        {
            Step(running, decoder, state, scan);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 40; step++)
        {
            Step(running, decoder, state, scan);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(running, sentence => Assert.Equal(80, sentence.Search.Length));
    }

    private static void Step(RunningSentence[] running, DecoderSession decoder, DecoderState state, CandidateScan scan)
    {
        for (var slot = 0; slot < running.Length; slot++)
        {
            var search = running[slot].Search;
            for (var row = 0; row < search.BeamSize; row++)
            {
                decoder.SetRow((slot * search.BeamSize) + row, VocabularyLayout.EndId, search.Length);
            }

            for (var i = 0; i < search.LiveCount; i++)
            {
                decoder.SetRow((slot * search.BeamSize) + running[slot].Rows.Rows[i], search.NextIds[i], search.Length);
            }
        }

        decoder.Step();
        for (var slot = 0; slot < running.Length; slot++)
        {
            var (search, rows) = (running[slot].Search, running[slot].Rows);
            for (var i = 0; i < search.LiveCount; i++)
            {
                scan.Scan(search, i, decoder.Logits((slot * search.BeamSize) + rows.Rows[i]));
            }

            scan.Advance(search);
            rows.Advance(search.Origins);
            foreach (var copy in rows.Copies)
            {
                state.CopyRow((slot * search.BeamSize) + copy.From, (slot * search.BeamSize) + copy.To, copy.FirstToken, search.Length);
            }
        }
    }

    private static SentenceJob OutsideVocabulary() =>
        new(new SentenceRequest([1_000_000, VocabularyLayout.EndId], new DecodingOptions(), 10), CancellationToken.None);

    private SentenceJob Sentence(int length, int beam = 4) => new(Request(length, beam), CancellationToken.None);

    private SentenceRequest Request(int length, int beam)
    {
        var ids = Enumerable.Range(20, length).ToArray();
        (ids[0], ids[^1]) = (_sessions.Manifest.Vocabulary.FirstLanguageId, VocabularyLayout.EndId);
        return new SentenceRequest(ids, new DecodingOptions { BeamSize = beam, MinTargetTokens = 100 }, 120);
    }
}
