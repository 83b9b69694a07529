using System.Runtime.CompilerServices;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Models;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Models;

public sealed class ModelRegistryTests : IAsyncDisposable
{
    private const int SlowTexts = 1000; // longer than a new version takes to warm up

    private static readonly LanguagePair EnDe = new("en", "de");
    private static readonly LanguagePair DeEn = new("de", "en");

    private readonly TinyModelFolder _enDe = new("en-de", EnDe);
    private readonly TinyModelFolder _deEn = new("de-en", DeEn);
    private readonly ListLogger _log = new();
    private ModelRegistry? _registry;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelRegistry Registry => _registry ??= new ModelRegistry(new EngineOptions { Workers = 1 }, _log);

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        _enDe.Dispose();
        _deEn.Dispose();
    }

    [Fact]
    public async Task Each_request_goes_to_the_model_of_its_direction_and_answers_stand_in_order()
    {
        await LoadAsync(_enDe.With("1"), _deEn.With("2"));
        var first = await TranslateAsync("A bird.", EnDe);
        var second = await TranslateAsync("Ein Vogel.", DeEn);

        var together = await Registry.TranslateAsync([Request("A bird.", EnDe), Request("Ein Vogel.", DeEn), Request("A bird.", EnDe)], Cancellation);

        Assert.Equal([first, second, first], together.Select(translation => translation.Text));
        Assert.NotEqual(first, second);
        Assert.Equal([EnDe, DeEn], Registry.Directions);
        Assert.Equal(["en-de", "de-en"], Registry.Manifests.Select(manifest => manifest.Name));
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_answered()
    {
        await LoadAsync(_enDe.With("1"));

        Assert.Empty(await Registry.TranslateAsync([], Cancellation));
    }

    [Fact]
    public async Task A_direction_that_no_model_has_is_refused_with_those_that_there_are()
    {
        await LoadAsync(_enDe.With("1"), _deEn.With("2"));

        var error = await Assert.ThrowsAsync<TranslationException>(() => TranslateAsync("x", new LanguagePair("en", "fr")));

        Assert.Equal(TranslationErrorKind.UnsupportedDirection, error.Kind);
        Assert.Equal("en-fr is not supported; the models translate en-de, de-en.", error.Message);
    }

    [Fact]
    public async Task When_one_model_refuses_its_share_nobody_waits_for_the_others()
    {
        await LoadAsync(_enDe.With("1"), _deEn.With("2"));
        var wrong = Request("Ein Vogel.", DeEn) with { Options = new DecodingOptions { BeamSize = 0 } };

        var error = await Assert.ThrowsAsync<TranslationException>(() => Registry.TranslateAsync([.. Slow(EnDe), wrong], Cancellation));

        Assert.Equal(TranslationErrorKind.InvalidOption, error.Kind);
    }

    [Fact]
    public async Task Two_packages_that_serve_one_direction_are_refused_by_name()
    {
        using var other = new TinyModelFolder("other", DeEn, EnDe).With("3");
        _enDe.With("1");

        var error = await Assert.ThrowsAsync<ArtifactException>(() => LoadAsync(_enDe, other));

        Assert.Equal(
            $"{Version(_enDe, "1")} and {Version(other, "3")} both translate en-de; a direction has one model: leave one out of Inference:ModelFolders", error.Message);
        Assert.Empty(Registry.Models);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_the_packages_is_said_at_once_and_nothing_is_served()
    {
        File.Delete(Path.Combine(_enDe.Add("1"), "encoder.onnx"));
        _enDe.Switch("1");
        _deEn.Add("2");
        _deEn.Change("2", manifest => manifest with { Directions = [] });
        _deEn.Switch("2");

        var error = await Assert.ThrowsAsync<ArtifactException>(() => LoadAsync(_enDe, _deEn));

        Assert.Equal(
            $"{Version(_enDe, "1")}/encoder.onnx is missing; the manifest names it; {Version(_deEn, "2")}/manifest.json names no direction; a model translates at least one",
            error.Message);
        Assert.Empty(Registry.Models);
    }

    [Fact]
    public async Task A_new_version_takes_new_requests_and_the_old_one_ends_those_that_it_has()
    {
        await LoadAsync(_enDe.With("1"));
        var (oldText, slow) = (await TranslateAsync("A bird.", EnDe), Registry.TranslateAsync(Slow(EnDe), Cancellation));
        _enDe.With("2");

        await Registry.RefreshAsync(Cancellation);

        Assert.False(slow.IsCompleted);
        Assert.NotEqual(oldText, await TranslateAsync("A bird.", EnDe));
        Assert.Equal("2", Assert.Single(Registry.Models).Manifest.Version);
        Assert.Equal(SlowTexts, (await slow).Count);
    }

    [Fact]
    public async Task A_look_at_folders_that_have_not_changed_loads_nothing()
    {
        await LoadAsync(_enDe.With("1"));
        var model = Registry.ModelOf(EnDe);

        await Registry.RefreshAsync(Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(_enDe.Path, "encoder.onnx"), DateTime.UnixEpoch);
        await Registry.RefreshAsync(Cancellation);

        Assert.Same(model, Registry.ModelOf(EnDe));
    }

    [Fact]
    public async Task A_replaced_model_is_freed_when_its_last_request_has_left()
    {
        await LoadAsync(_enDe.With("1"));
        var slow = Registry.TranslateAsync(Slow(EnDe), Cancellation);
        var old = Weakly(Registry);

        await Registry.RefreshAsync(Cancellation);
        _enDe.With("2");
        await Registry.RefreshAsync(Cancellation);

        Assert.DoesNotContain("Information: Model en-de 1 is freed", _log.Messages);
        await slow;
        await Waiting.UntilAsync(() => _log.Messages.Contains("Information: Model en-de 1 is freed"));
        await Waiting.UntilAsync(() => IsCollected(old));
    }

    [Fact]
    public async Task A_package_that_translates_fewer_directions_takes_nothing_from_requests_under_way()
    {
        using var both = new TinyModelFolder("both", EnDe, DeEn).With("1");
        await LoadAsync(both);
        var slow = Registry.TranslateAsync(Slow(DeEn), Cancellation);
        both.Add("2");
        both.Change("2", manifest => manifest with { Directions = [EnDe] });
        both.Switch("2");

        await Registry.RefreshAsync(Cancellation);

        Assert.Equal([EnDe], Registry.Directions);
        await Assert.ThrowsAsync<TranslationException>(() => TranslateAsync("Ein Vogel.", DeEn));
        Assert.NotEmpty(await slow);
    }

    [Fact]
    public async Task Stopping_while_requests_wait_hangs_nobody()
    {
        await LoadAsync(_enDe.With("1"));
        var onTheOld = Enumerable.Range(0, 5).Select(_ => Registry.TranslateAsync(Slow(EnDe), Cancellation)).ToList();
        _enDe.With("2");
        await Registry.RefreshAsync(Cancellation);
        var onTheNew = Enumerable.Range(0, 5).Select(_ => Registry.TranslateAsync(Slow(EnDe), Cancellation)).ToList();

        await Parallel.ForAsync(0, 4, Cancellation, async (_, _) => await Registry.DisposeAsync());

        foreach (var request in onTheOld.Concat(onTheNew))
        {
            var outcome = await Record.ExceptionAsync(() => request.WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
            Assert.True(outcome is null or TranslationException { Kind: TranslationErrorKind.Draining }, $"{outcome}");
        }

        Assert.Contains(onTheNew, request => request.IsFaulted);
        var late = await Assert.ThrowsAsync<TranslationException>(() => TranslateAsync("A bird.", EnDe));
        Assert.Equal(TranslationErrorKind.Draining, late.Kind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Registry.RefreshAsync(Cancellation));
    }

    [Fact]
    public async Task Stopping_gives_up_a_load_that_runs()
    {
        await LoadAsync(_enDe.With("1"));
        _enDe.With("2");

        var refresh = Registry.RefreshAsync(Cancellation);
        await Registry.DisposeAsync();

        var outcome = await Record.ExceptionAsync(() => refresh);
        Assert.True(outcome is null or OperationCanceledException, $"{outcome}");
    }

    private static string Version(TinyModelFolder folder, string version) => Path.Combine(Path.GetDirectoryName(folder.Path)!, version);

    // Seconds of work for the one worker; a load takes a tenth of one.
    private static List<TextRequest> Slow(LanguagePair direction) =>
        [.. Enumerable.Repeat(new TextRequest("Some words.", direction, new DecodingOptions { MinTargetTokens = 99, MaxLengthMargin = 96, MaxLengthRatio = 1 }), SlowTexts)];

    private static TextRequest Request(string text, LanguagePair direction) => new(text, direction, new DecodingOptions());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Weakly(ModelRegistry registry) => new(registry.ModelOf(EnDe).Translator);

    private static bool IsCollected(WeakReference reference)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return !reference.IsAlive;
    }

    private Task LoadAsync(params IReadOnlyList<TinyModelFolder> folders) => Registry.LoadAsync([.. folders.Select(folder => folder.Path)], Cancellation);

    private async Task<string> TranslateAsync(string text, LanguagePair direction) =>
        (await Registry.TranslateAsync([Request(text, direction)], Cancellation))[0].Text;
}
