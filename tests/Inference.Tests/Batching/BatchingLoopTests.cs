using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Tests.Sessions;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Batching;

public sealed class BatchingLoopTests
{
    [Fact]
    public async Task What_nobody_foresaw_fails_the_sentences_of_the_batch_and_the_worker_lives()
    {
        using var tiny = TinyPackage.Create();
        using var sessions = TestSessions.Load(tiny.Package);
        using var metrics = new InferenceMetrics(sessions.Manifest, sessions.Provider);
        var budget = new BatchBudget(64, 4096);
        var faults = 3;
        var decoder = new FaultyDecoder(BatchDecoders.Create(sessions, budget.MaxRows, metrics, NullLogger.Instance, TimeProvider.System), _ => null)
        {
            ReleaseFault = () => faults-- > 0 ? new InvalidOperationException("A test asked for it.") : null,
        };
        var queue = new TranslationQueue(100, TimeProvider.System);
        var loop = new BatchingLoop(queue, new ContinuousBatch(decoder, budget, metrics, NullLogger.Instance, TimeProvider.System));
        var random = new Random(1);
        var (unlucky, lucky) = (Sentences(random), Sentences(random));
        queue.Enqueue(unlucky);
        loop.Start("loop");

        var ended = await Task.WhenAll(unlucky.Select(job => Record.ExceptionAsync(() => job.Result).AsTask()));
        queue.Enqueue(lucky);
        await Task.WhenAll(lucky.Select(job => job.Result));

        Assert.Contains(ended, error => error is TranslationException { Kind: TranslationErrorKind.EngineFailure });
        queue.Close();
        await loop.Ended;
    }

    private static List<SentenceJob> Sentences(Random random) =>
        [.. Enumerable.Range(0, 5).Select(_ => new SentenceJob(Jobs.Random(random), CancellationToken.None))];
}
