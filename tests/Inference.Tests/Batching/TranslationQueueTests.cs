using Microsoft.Extensions.Time.Testing;
using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Tests.Batching;

public sealed class TranslationQueueTests
{
    [Fact]
    public void A_full_queue_takes_all_of_a_request_or_nothing()
    {
        var queue = QueueOf(3);
        queue.Enqueue([Jobs.Of(5), Jobs.Of(5)]);

        var error = Assert.Throws<QueueFullException>(() => queue.Enqueue([Jobs.Of(5), Jobs.Of(5)]));

        Assert.Equal(TranslationErrorKind.Overloaded, error.Kind);
        Assert.Equal((2, 10), (queue.Depth.Sentences, queue.Depth.Tokens));
        queue.Enqueue([Jobs.Of(5)]);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void One_text_and_many_are_refused_by_the_same_rule_that_all_must_fit(int sentences, int waiting)
    {
        var queue = QueueOf(3);
        queue.Enqueue([.. Enumerable.Range(0, waiting).Select(_ => Jobs.Of(5))]);
        IReadOnlyList<SentenceJob> request = [.. Enumerable.Range(0, sentences).Select(_ => Jobs.Of(5))];

        Assert.Throws<QueueFullException>(() => queue.Enqueue(request));
        Assert.Equal(waiting, queue.Count);

        queue.Take();
        queue.Enqueue(request);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3.5, 3.5)]
    [InlineData(90, 30)]
    public void A_full_queue_says_to_come_back_when_what_waits_will_have_gone(double ageSeconds, double retryAfterSeconds)
    {
        var clock = new FakeTimeProvider();
        var queue = new TranslationQueue(2, new BatchBudget(128, 4096), clock);
        queue.Enqueue([Jobs.Of(5)]);
        clock.Advance(TimeSpan.FromSeconds(ageSeconds));
        queue.Enqueue([Jobs.Of(5)]);

        var error = Assert.Throws<QueueFullException>(() => queue.Enqueue([Jobs.Of(5)]));

        Assert.Equal(TimeSpan.FromSeconds(retryAfterSeconds), error.RetryAfter);
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
