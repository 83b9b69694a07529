using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Batching;

public sealed class EngineTests : IDisposable
{
    private readonly TinyPackage _tiny = TinyPackage.Create();
    private readonly OnnxSessions _sessions;
    private readonly InferenceMetrics _metrics;

    public EngineTests()
    {
        _sessions = TestSessions.Load(_tiny.Package);
        _metrics = new InferenceMetrics(_sessions.Manifest, _sessions.Provider);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public async Task Of_thousands_that_come_go_and_give_up_every_one_is_answered_once_and_every_place_is_free_again()
    {
        const int Callers = 8;
        const int RequestsOfEach = 300;
        await using var engine = new Engine(_sessions, new EngineOptions { Workers = 2, MaxBatchRows = 48, QueueCapacity = 400 }, _metrics, NullLogger.Instance, TimeProvider.System);
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Call(engine, new Random(caller), RequestsOfEach))));

        var (answered, cancelled, refused) = counts.Aggregate((0, 0, 0), (sum, c) => (sum.Item1 + c.Answered, sum.Item2 + c.Cancelled, sum.Item3 + c.Refused));
        Assert.Equal(Callers * RequestsOfEach, answered + cancelled + refused);
        Assert.InRange(answered, Callers * RequestsOfEach / 4, Callers * RequestsOfEach);
        Assert.InRange(cancelled, 1, Callers * RequestsOfEach);
        Assert.True(engine.IsIdle, "Every row and slot is free.");
        Assert.Equal(default, _metrics.Queue);
    }

    [Fact]
    public async Task A_sentence_that_fails_leaves_the_engine_as_good_as_ever()
    {
        await using var engine = new Engine(_sessions, new EngineOptions { Workers = 1 }, _metrics, NullLogger.Instance, TimeProvider.System);
        var random = new Random(1);
        var (bad, good) = (Jobs.OutsideVocabulary(), new SentenceJob(Jobs.Random(random), CancellationToken.None));
        engine.Enqueue([bad, good]);

        Assert.Equal(TranslationErrorKind.EngineFailure, (await Assert.ThrowsAsync<TranslationException>(() => bad.Result)).Kind);
        Assert.NotEmpty((await good.Result).Hypotheses);
        var next = new SentenceJob(good.Request, CancellationToken.None);
        engine.Enqueue([next]);
        Assert.Equal((await good.Result).Hypotheses[0].Score, (await next.Result).Hypotheses[0].Score);
    }

    [Fact]
    public async Task Disposal_ends_every_sentence_one_way_or_the_other()
    {
        var engine = new Engine(_sessions, new EngineOptions { Workers = 2 }, _metrics, NullLogger.Instance, TimeProvider.System);
        var random = new Random(2);
        var jobs = Enumerable.Range(0, 2000).Select(_ => new SentenceJob(Jobs.Random(random), CancellationToken.None)).ToList();
        engine.Enqueue(jobs);

        await engine.DisposeAsync();

        Assert.All(jobs, job => Assert.True(job.Result.IsCompleted));
        foreach (var failed in jobs.Where(job => job.Result.IsFaulted))
        {
            Assert.Equal(TranslationErrorKind.Draining, (await Assert.ThrowsAsync<TranslationException>(() => failed.Result)).Kind);
        }

        Assert.Throws<TranslationException>(() => engine.Enqueue([Jobs.Of(3)]));
    }

    // Bursts of one to six sentences, half of them waited for to the end, a quarter given up at a random moment, a quarter with a deadline.
    private static async Task<(int Answered, int Cancelled, int Refused)> Call(Engine engine, Random random, int requests)
    {
        var (answered, cancelled, refused) = (0, 0, 0);
        while (requests > 0)
        {
            using var caller = new CancellationTokenSource();
            var jobs = Enumerable.Range(0, Math.Min(requests, random.Next(1, 7))).Select(_ => new SentenceJob(Jobs.Random(random), caller.Token)).ToList();
            requests -= jobs.Count;
            try
            {
                engine.Enqueue(jobs);
            }
            catch (QueueFullException)
            {
                refused += jobs.Count;
                Assert.All(jobs, job => Assert.False(job.Result.IsCompleted));
                continue;
            }

            var fate = random.Next(4);
            if (fate == 0)
            {
                caller.CancelAfter(random.Next(1, 20)); // a deadline
            }
            else if (fate == 1)
            {
                await Task.WhenAny(jobs[random.Next(jobs.Count)].Result, Task.Delay(random.Next(3)));
                await caller.CancelAsync();
            }

            foreach (var job in jobs)
            {
                var ended = await Task.WhenAny(job.Result);
                answered += ended.IsCompletedSuccessfully ? 1 : 0;
                cancelled += ended.IsCanceled ? 1 : 0;
                Assert.False(ended.IsFaulted, ended.Exception?.Message);
            }
        }

        return (answered, cancelled, refused);
    }
}
