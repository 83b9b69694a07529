using System.Runtime.CompilerServices;
using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Tests.Batching;

public sealed class SentenceResultsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_sentence_that_fails_ends_the_wait_though_those_before_it_still_run()
    {
        var (running, failed) = (Jobs.Of(5), Jobs.Of(5));
        var results = SentenceResults.OfAsync([running, failed], Cancellation);

        failed.Fail(Failure("second"));

        var error = await Assert.ThrowsAsync<TranslationException>(() => results.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal("second", error.Message);
        Assert.False(running.Result.IsCompleted);
    }

    [Fact]
    public async Task All_results_come_in_the_order_in_which_the_sentences_ended()
    {
        var (first, second) = (Jobs.Of(5), Jobs.Of(5));
        var results = SentenceResults.OfAsync([first, second], Cancellation);

        second.Complete(Result(2));
        first.Complete(Result(1));

        Assert.Equal([2, 1], (await results).Select(result => result.Times.Queue.Seconds));
    }

    [Fact]
    public async Task A_caller_who_gives_up_waits_no_longer()
    {
        using var caller = new CancellationTokenSource();
        var results = SentenceResults.OfAsync([Jobs.Of(5)], caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => results);
    }

    [Fact]
    public void A_failure_that_nobody_waits_for_is_not_reported_as_unobserved()
    {
        var unobserved = new List<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unobserved)
            {
                unobserved.AddRange(e.Exception.InnerExceptions.Select(inner => inner.Message));
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        FailAndForget("forgotten");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Note;

        Assert.DoesNotContain("forgotten", unobserved);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FailAndForget(string message) => Jobs.Of(5).Fail(Failure(message));

    private static TranslationException Failure(string message) => new(TranslationErrorKind.EngineFailure, message);

    private static SentenceResult Result(int seconds) => new([], PhaseTimes.None with { Queue = TimeSpan.FromSeconds(seconds) });
}
