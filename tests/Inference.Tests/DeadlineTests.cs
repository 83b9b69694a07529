using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests;

public sealed class DeadlineTests : IDisposable
{
    private static readonly LanguagePair EnDe = new("en", "de");
    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);
    private readonly TinyPackage _tiny = TinyPackage.Create();
    private readonly StallingClock _clock = new();

    public void Dispose()
    {
        _clock.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public async Task A_text_that_waits_too_long_is_refused()
    {
        await using var translator = Load(new EngineOptions { Workers = 1, RequestTimeoutSeconds = 0 });
        using var stall = _clock.StallAfter(0);
        var call = Translate(translator, Request("One thing."));

        _clock.Advance(QueueTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<TranslationException>(() => call);
        Assert.Equal(TranslationErrorKind.QueueTimeout, error.Kind);
        Assert.Equal(QueueTimeout, error.RetryAfter);
        await AssertWorksAgain(translator);
    }

    [Fact]
    public async Task A_long_text_that_is_worked_on_may_wait_longer()
    {
        await using var translator = Load(new EngineOptions { Workers = 1, MaxBatchRows = 32, RequestTimeoutSeconds = 0 });

        // The encoder's two readings are allowed: the first 32 sentences run, the others wait.
        using var stall = _clock.StallAfter(2);
        var call = Translate(translator, Request(string.Concat(Enumerable.Repeat("One thing.\n", 100)), new DecodingOptions { BeamSize = 1 }));
        await _clock.TimerAsync();
        await _clock.Stalled;

        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(QueueTimeout);
            await _clock.TimerAsync();
        }

        _clock.GoOn();
        Assert.Equal(100, Assert.Single(await call).Segments.Count);
    }

    [Fact]
    public async Task What_is_in_a_batch_does_not_wait_in_the_queue()
    {
        await using var translator = Load(new EngineOptions { Workers = 1 });
        using var stall = _clock.StallAfter(2);
        var call = Translate(translator, Request("One thing."));
        await _clock.Stalled;

        _clock.Advance(2 * QueueTimeout);
        _clock.GoOn();

        Assert.NotEmpty(Assert.Single(await call).Text);
    }

    [Fact]
    public async Task A_request_that_runs_too_long_is_ended_as_an_error_and_its_places_are_free()
    {
        await using var translator = Load(new EngineOptions { Workers = 1, MaxBatchRows = 32 });
        using var stall = _clock.StallAfter(2);
        var call = Translate(translator, Request("One thing.", new DecodingOptions { BeamSize = 32 }));
        await _clock.Stalled;

        _clock.Advance(RequestTimeout);

        var error = await Assert.ThrowsAsync<TranslationException>(() => call);
        Assert.Equal(TranslationErrorKind.DeadlineExceeded, error.Kind);
        Assert.Contains("30 s", error.Message, StringComparison.Ordinal);
        await AssertWorksAgain(translator);
    }

    [Theory]
    [InlineData(30, 5, 5)]
    [InlineData(30, 50, 30)]
    [InlineData(0, 5, 5)]
    public async Task A_callers_own_deadline_counts_where_it_is_shorter(int serviceSeconds, int ownSeconds, int expectedSeconds)
    {
        await using var translator = Load(new EngineOptions { Workers = 1, QueueTimeoutSeconds = 0, RequestTimeoutSeconds = serviceSeconds });
        using var stall = _clock.StallAfter(0);
        var call = Translate(translator, Request("One thing."), Request("Another.") with { Timeout = TimeSpan.FromSeconds(ownSeconds) });

        _clock.Advance(TimeSpan.FromSeconds(expectedSeconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(TranslationErrorKind.DeadlineExceeded, (await Assert.ThrowsAsync<TranslationException>(() => call)).Kind);
    }

    [Fact]
    public async Task Without_limits_a_request_waits_for_ever()
    {
        await using var translator = Load(new EngineOptions { Workers = 1, QueueTimeoutSeconds = 0, RequestTimeoutSeconds = 0 });
        using var stall = _clock.StallAfter(0);
        var call = Translate(translator, Request("One thing."));

        _clock.Advance(TimeSpan.FromDays(30));
        _clock.GoOn();

        Assert.NotEmpty(Assert.Single(await call).Text);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_cancelled_even_where_the_deadline_has_come()
    {
        await using var translator = Load(new EngineOptions { Workers = 1 });
        using var caller = new CancellationTokenSource();
        using var stall = _clock.StallAfter(2);
        var call = translator.TranslateAsync([Request("One thing.")], caller.Token);
        await _clock.Stalled;

        await caller.CancelAsync();
        _clock.Advance(RequestTimeout);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2 * 86_400)]
    public async Task A_deadline_that_is_none_is_refused(int seconds)
    {
        await using var translator = Load(new EngineOptions { Workers = 1 });

        var error = await Assert.ThrowsAsync<TranslationException>(() => Translate(translator, Request("One thing.") with { Timeout = TimeSpan.FromSeconds(seconds) }));

        Assert.Equal(TranslationErrorKind.InvalidOption, error.Kind);
    }

    [Fact]
    public async Task Warming_up_has_no_deadline()
    {
        await using var translator = Load(new EngineOptions { Workers = 1 });
        using var stall = _clock.StallAfter(0);
        var warmUp = translator.WarmUpAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromMinutes(5));
        _clock.GoOn();

        await warmUp;
    }

    private async Task AssertWorksAgain(Translator translator)
    {
        _clock.GoOn();

        // As wide as the whole batch: it comes in only where every place is free.
        Assert.NotEmpty(Assert.Single(await Translate(translator, Request("One thing.", new DecodingOptions { BeamSize = 32 }))).Text);
    }

    private static TextRequest Request(string text, DecodingOptions? options = null) => new(text, EnDe, options ?? new DecodingOptions());

    private static Task<IReadOnlyList<TextTranslation>> Translate(Translator translator, params IReadOnlyList<TextRequest> requests) =>
        translator.TranslateAsync(requests, TestContext.Current.CancellationToken);

    private Translator Load(EngineOptions options) => Translator.Load(_tiny.Package, options, NullLogger.Instance, _clock);
}
