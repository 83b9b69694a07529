using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Tests.Batching;

public sealed class TranslationQueueTests
{
    [Fact]
    public void A_full_queue_takes_all_of_a_request_or_nothing()
    {
        var queue = QueueOf(3);
        queue.Enqueue([Jobs.Of(5), Jobs.Of(5)]);

        var error = Assert.Throws<TranslationException>(() => queue.Enqueue([Jobs.Of(5), Jobs.Of(5)]));

        Assert.Equal(TranslationErrorKind.Overloaded, error.Kind);
        Assert.Equal((2, 10), (queue.Depth.Sentences, queue.Depth.Tokens));
        queue.Enqueue([Jobs.Of(5)]);
    }

    [Fact]
    public void A_sentence_that_nobody_waits_for_makes_room_and_is_never_decoded()
    {
        using var caller = new CancellationTokenSource();
        var queue = QueueOf(1);
        var abandoned = Jobs.Cancellable(5, caller.Token);
        queue.Enqueue([abandoned]);
        caller.Cancel();

        var next = Jobs.Of(7);
        queue.Enqueue([next]);

        Assert.True(abandoned.Result.IsCanceled);
        Assert.Equal([next], queue.Take()!);
        Assert.Equal(default, queue.Depth);
    }

    [Fact]
    public async Task Closing_fails_what_waits_refuses_what_comes_and_lets_workers_go()
    {
        var queue = QueueOf(10);
        var worker = Task.Run(queue.Take, TestContext.Current.CancellationToken);
        var first = Jobs.Of(5);
        queue.Enqueue([first]);
        Assert.Equal([first], (await worker)!);
        var waiting = Jobs.Of(5);
        queue.Enqueue([waiting]);

        queue.Close();

        Assert.Equal(TranslationErrorKind.Draining, (await Assert.ThrowsAsync<TranslationException>(() => waiting.Result)).Kind);
        Assert.Equal(TranslationErrorKind.Draining, Assert.Throws<TranslationException>(() => queue.Enqueue([Jobs.Of(5)])).Kind);
        Assert.Null(queue.Take());
        Assert.Equal(default, queue.Depth);
    }

    private static TranslationQueue QueueOf(int capacity) => new(capacity, new BatchBudget(128, 4096), TimeProvider.System);
}
