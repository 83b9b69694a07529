using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Tests.Sessions;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Batching;

public abstract class ContinuousBatchTests : IDisposable
{
    private readonly TinyPackage _tiny;
    private readonly OnnxSessions _sessions;
    private readonly InferenceMetrics _metrics;
    private readonly ContinuousBatch _batch;

    protected ContinuousBatchTests(Precision precision)
    {
        _tiny = TinyPackage.Create(precision: precision, layout: GraphLayout.Ragged);
        _sessions = TestSessions.Load(_tiny.Package);
        _metrics = new InferenceMetrics(_sessions.Manifest, _sessions.Provider);
        _batch = NewBatch();
    }

    public void Dispose()
    {
        _batch.Dispose();
        _metrics.Dispose();
        _sessions.Dispose();
        _tiny.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Joining_and_leaving_at_any_step_changes_no_bit_of_any_sentence()
    {
        var random = new Random(1);
        var requests = Enumerable.Range(0, 80).Select(_ => Jobs.Random(random)).ToList();
        var alone = requests.Select(Job).ToList();
        foreach (var job in alone)
        {
            Run([job]);
        }

        var together = requests.Select(Job).ToList();
        var waiting = new Queue<SentenceJob>(together);
        while (waiting.Count > 0 || !_batch.IsEmpty)
        {
            var arrivals = Enumerable.Range(0, random.Next(0, 4)).Where(_ => waiting.Count > 0).Select(_ => waiting.Dequeue()).ToList();
            _batch.Admit(arrivals);
            Step();
        }

        for (var i = 0; i < requests.Count; i++)
        {
            var (expected, found) = (await alone[i].Result, await together[i].Result);
            Assert.Equal(expected.Hypotheses.Select(h => h.Ids), found.Hypotheses.Select(h => h.Ids));
            Assert.Equal(expected.Hypotheses.Select(h => h.Score), found.Hypotheses.Select(h => h.Score));
        }
    }

    [Fact]
    public void A_short_sentence_that_comes_late_is_answered_before_the_long_one_that_runs()
    {
        var (slow, quick) = (Job(MustHave(tokens: 60)), Job(MustHave(tokens: 5)));
        _batch.Admit([slow]);
        Repeat(10, Step);
        _batch.Admit([quick]);

        // Five tokens and the end.
        Repeat(6, Step);

        Assert.True(quick.Result.IsCompletedSuccessfully);
        Assert.False(slow.Result.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_sentence_frees_its_place_at_the_next_step()
    {
        using var caller = new CancellationTokenSource();
        var (cancelled, other) = (new SentenceJob(MustHave(tokens: 60), caller.Token), Job(MustHave(tokens: 60)));
        var empty = _batch.Room;
        _batch.Admit([cancelled, other]);
        Repeat(3, Step);
        var before = _batch.Room;

        await caller.CancelAsync();
        Step();

        Assert.True(cancelled.Result.IsCanceled);
        Assert.Equal(before.Rows + cancelled.BeamSize, _batch.Room.Rows);
        Assert.Equal(before.Tokens + cancelled.SourceTokens, _batch.Room.Tokens);
        Repeat(60, Step);
        Assert.NotEmpty((await other.Result).Hypotheses);
        Assert.Equal(empty, _batch.Room);
    }

    [Fact]
    public async Task A_sentence_that_cannot_be_encoded_takes_none_of_those_with_it_that_came_along_or_run()
    {
        var random = new Random(3);
        var (running, beside) = (Job(MustHave(tokens: 20)), Enumerable.Range(0, 5).Select(_ => Job(Jobs.Random(random))).ToList());
        var bad = Jobs.OutsideVocabulary();
        _batch.Admit([running]);
        Step();

        _batch.Admit([.. beside[..2], bad, .. beside[2..]]);
        Repeat(60, Step);

        Assert.Equal(TranslationErrorKind.EngineFailure, (await Assert.ThrowsAsync<TranslationException>(() => bad.Result)).Kind);
        Assert.All([running, .. beside], job => Assert.True(job.Result.IsCompletedSuccessfully));
        Assert.True(_batch.IsEmpty);
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_again_in_halves_until_the_culprit_stands_alone()
    {
        var random = new Random(4);
        var requests = Enumerable.Range(0, 7).Select(_ => Jobs.Random(random) with { MaxTargetTokens = 20 }).ToList();
        using var sound = NewBatch();
        var expected = requests.Select(Job).ToList();
        sound.Admit(expected);
        Repeat(30, () => Step(sound));
        var jobs = requests.Select(Job).ToList();
        using var batch = NewBatch(decoder => new FaultyDecoder(decoder, sentences => sentences.Any(s => s.Job == jobs[4] && s.Search.Length == 2) ? new InvalidOperationException("A test asked for it.") : null));

        batch.Admit(jobs);
        Repeat(30, () => Step(batch));

        Assert.True(batch.IsEmpty);
        for (var i = 0; i < jobs.Count; i++)
        {
            if (i == 4 && (await expected[i].Result).Hypotheses[0].Ids.Count >= 2)
            {
                Assert.Equal(TranslationErrorKind.EngineFailure, (await Assert.ThrowsAsync<TranslationException>(() => jobs[i].Result)).Kind);
            }
            else
            {
                Assert.Equal((await expected[i].Result).Hypotheses.Select(h => h.Score), (await jobs[i].Result).Hypotheses.Select(h => h.Score));
            }
        }
    }

    [Fact]
    public void A_step_without_arrivals_allocates_no_managed_memory()
    {
        _batch.Admit([.. Enumerable.Range(0, 5).Select(_ => Job(MustHave(tokens: 100)))]);
        Action step = Step;
        Repeat(40, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(40, step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(_batch.IsEmpty);
    }

    [Fact]
    public void Nor_does_one_in_which_a_long_text_has_only_its_share()
    {
        var (text, small) = (new RequestFlow(), new RequestFlow());
        List<SentenceJob> jobs = [.. Enumerable.Range(0, 10).Select(_ => Job(MustHave(tokens: 110)))];
        jobs.ForEach(job => job.Flow = job == jobs[^1] ? small : text);
        _batch.Admit(jobs);
        Action step = Step;
        Repeat(40, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(40, step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(jobs[^1].Result.IsCompleted);
    }

    private static SentenceJob Job(SentenceRequest request) => new(request, CancellationToken.None);

    private static SentenceRequest MustHave(int tokens) => Jobs.Random(new Random(tokens)) with
    {
        Options = new DecodingOptions { MinTargetTokens = tokens },
        MaxTargetTokens = tokens + 1,
    };

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }

    private static void Step(ContinuousBatch batch)
    {
        batch.Step();
        batch.Retire();
    }

    private ContinuousBatch NewBatch(Func<IBatchDecoder, IBatchDecoder>? wrap = null)
    {
        var budget = new BatchBudget(MaxRows: 512, MaxTokens: 4096);
        var decoder = BatchDecoders.Create(_sessions, budget.MaxRows, _metrics, NullLogger.Instance, TimeProvider.System);
        return new ContinuousBatch(wrap?.Invoke(decoder) ?? decoder, budget, _metrics, NullLogger.Instance, TimeProvider.System);
    }

    private void Step() => Step(_batch);

    private void Run(IReadOnlyList<SentenceJob> jobs)
    {
        _batch.Admit(jobs);
        while (!_batch.IsEmpty)
        {
            Step();
        }
    }
}
