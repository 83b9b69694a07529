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
        Assert.Equal(waiting, queue.Depth.Sentences);

        Assert.Equal(waiting, Take(queue).Count);
        queue.Enqueue(request);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3.5, 3.5)]
    [InlineData(90, 30)]
    public void A_full_queue_says_to_come_back_when_what_waits_will_have_gone(double ageSeconds, double retryAfterSeconds)
    {
        var clock = new FakeTimeProvider();
        var queue = new TranslationQueue(2, clock);
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
        Assert.Equal([next], Take(queue));
        Assert.Equal(default, queue.Depth);
    }

    [Fact]
    public async Task Closing_fails_what_waits_refuses_what_comes_and_lets_workers_go()
    {
        var queue = QueueOf(10);
        var worker = Task.Run(() => Take(queue), TestContext.Current.CancellationToken);
        var first = Jobs.Of(5);
        queue.Enqueue([first]);
        Assert.Equal([first], await worker);
        var waiting = Jobs.Of(5);
        queue.Enqueue([waiting]);

        queue.Close();

        Assert.Equal(TranslationErrorKind.Draining, (await Assert.ThrowsAsync<TranslationException>(() => waiting.Result)).Kind);
        Assert.Equal(TranslationErrorKind.Draining, Assert.Throws<TranslationException>(() => queue.Enqueue([Jobs.Of(5)])).Kind);
        Assert.False(queue.Take(Room, wait: true, []));
        Assert.Equal(default, queue.Depth);
    }

    [Fact]
    public void A_request_that_comes_late_stands_before_the_rest_of_a_long_text()
    {
        var queue = QueueOf(100);
        var text = Enumerable.Range(0, 10).Select(_ => Jobs.Of(20)).ToList();
        queue.Enqueue(text);
        Assert.Equal(text[..3], Take(queue, Room with { Rows = 12 }));
        var late = Jobs.Of(20);
        queue.Enqueue([late]);

        // Three sentences of 20 tokens were taken: it is turn 60, that of the text's fourth sentence and of the newcomer.
        Assert.Equal([text[3], late], Take(queue, Room with { Rows = 8 }));
    }

    [Fact]
    public void However_many_small_requests_keep_coming_a_text_gets_its_share_and_no_more()
    {
        var queue = QueueOf(1000);
        var text = Enumerable.Range(0, 30).Select(_ => Jobs.Of(20)).ToList();
        queue.Enqueue(text);
        const int Callers = 9;
        for (var i = 0; i < Callers; i++)
        {
            queue.Enqueue([Jobs.Of(20)]);
        }

        // Each caller asks again as soon as it is served.
        var served = 0;
        for (var i = 0; i < 200; i++)
        {
            var taken = Assert.Single(Take(queue, Room with { Rows = 4 }));
            served += text.Contains(taken) ? 1 : 0;
            if (!text.Contains(taken))
            {
                queue.Enqueue([Jobs.Of(20)]);
            }
        }

        Assert.InRange(served, 200 / (Callers + 1) / 2, 200 / (Callers + 1) * 2);
    }

    [Fact]
    public void What_nobody_waits_for_is_no_load()
    {
        using var caller = new CancellationTokenSource();
        var queue = QueueOf(10);
        queue.Enqueue([Jobs.Cancellable(5, caller.Token), Jobs.Of(7)]);

        caller.Cancel();

        Assert.Equal((1, 7), (queue.Depth.Sentences, queue.Depth.Tokens));
    }

    [Fact]
    public void Requests_of_one_sentence_are_served_in_the_order_in_which_they_came()
    {
        var queue = QueueOf(100);
        var random = new Random(1);
        var jobs = Enumerable.Range(0, 50).Select(_ => Jobs.Of(random.Next(1, 60))).ToList();
        jobs.ForEach(job => queue.Enqueue([job]));

        Assert.Equal(jobs, Take(queue, new BatchRoom(1000, 100_000, 100_000)));
    }

    [Fact]
    public void A_wide_beam_that_has_no_room_yet_is_not_overtaken()
    {
        var queue = QueueOf(100);
        var (wide, narrow) = (Jobs.Of(5, beam: 32), Jobs.Of(5, beam: 1));
        queue.Enqueue([wide]);
        queue.Enqueue([narrow]);

        Assert.Empty(Take(queue, Room with { Rows = 31 }, wait: false));
        Assert.Equal([wide, narrow], Take(queue, Room with { Rows = 33 }, wait: false));
    }

    [Fact]
    public async Task A_worker_that_has_sentences_leaves_what_comes_to_an_idle_one()
    {
        var queue = QueueOf(100);
        var idle = Task.Run(() => Take(queue), TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => queue.IdleWorkers == 1, TimeSpan.FromSeconds(30));
        var job = Jobs.Of(5);
        queue.Enqueue([job]);

        var busy = Take(queue, Room, wait: false);

        Assert.Equal([job], [.. busy, .. await idle]);
        Assert.Empty(busy);
    }

    private static readonly BatchRoom Room = new BatchBudget(128, 4096).Empty;

    private static List<SentenceJob> Take(TranslationQueue queue, BatchRoom? room = null, bool wait = true)
    {
        var taken = new List<SentenceJob>();
        queue.Take(room ?? Room, wait, taken);
        return taken;
    }

    private static TranslationQueue QueueOf(int capacity) => new(capacity, TimeProvider.System);
}
