using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Tests.Diagnostics;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests;

public sealed class TranslatorTests : IDisposable
{
    private static readonly LanguagePair EnDe = new("en", "de");
    private readonly TinyPackage _tiny = TinyPackage.Create();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public async Task Answers_stand_in_the_order_of_the_requests_and_do_not_depend_on_each_other()
    {
        await using var translator = Load(new EngineOptions { Workers = 2 });
        var requests = Enumerable.Range(1, 40).Select(i => Request(string.Join(' ', Enumerable.Repeat("word", i)))).ToList();

        var together = await Translate(translator, [.. requests]);

        for (var i = 0; i < requests.Count; i += 7)
        {
            Assert.Equal((await Translate(translator, requests[i]))[0].Text, together[i].Text);
        }
    }

    [Fact]
    public async Task White_space_around_the_sentences_stays()
    {
        await using var translator = Load();

        var translation = Assert.Single(await Translate(translator, Request("  One thing.\n\nAnother thing. \n")));

        Assert.Equal(["One thing.", "Another thing."], translation.Segments.Select(segment => segment.Source));
        var (first, second) = (translation.Segments[0].Hypotheses[0].Text, translation.Segments[1].Hypotheses[0].Text);
        Assert.Equal($"  {first}\n\n{second} \n", translation.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public async Task Nothing_comes_back_as_it_was(string text)
    {
        await using var translator = Load();

        var translation = Assert.Single(await Translate(translator, Request(text)));

        Assert.Equal(text, translation.Text);
        Assert.Empty(translation.Segments);
    }

    [Fact]
    public async Task N_best_give_alternatives_and_scores_best_first()
    {
        await using var translator = Load();

        var translation = Assert.Single(await Translate(translator, Request("A thing.", new DecodingOptions { BeamSize = 5, NBest = 5, LengthPenalty = 0.5f })));

        var hypotheses = Assert.Single(translation.Segments).Hypotheses;
        Assert.Equal(translation.Text, hypotheses[0].Text);
        Assert.Equal(hypotheses.OrderByDescending(h => h.Score), hypotheses);
        Assert.InRange(translation.Alternatives.Count, 1, 4);
        Assert.DoesNotContain(translation.Text, translation.Alternatives);
        Assert.Equal(translation.Alternatives.Distinct(), translation.Alternatives);
    }

    [Fact]
    public async Task A_line_longer_than_the_model_is_translated_in_parts()
    {
        await using var translator = Load();

        var translation = Assert.Single(await Translate(translator, Request(string.Join(", ", Enumerable.Repeat("some more words", 200)), new DecodingOptions { MaxLengthMargin = 5, MaxLengthRatio = 0 })));

        Assert.True(translation.Segments.Count > 1);
        Assert.All(translation.Segments, segment => Assert.InRange(segment.SourceTokens, 3, _tiny.Package.Manifest.Architecture.MaxPositions));
    }

    [Fact]
    public async Task What_is_not_served_is_refused_with_what_would_be_right()
    {
        await using var translator = Load(new EngineOptions { QueueCapacity = 8, MaxTextCharacters = 50 });

        await AssertRefused(new TextRequest("x", new LanguagePair("en", "fr"), new DecodingOptions()), TranslationErrorKind.UnsupportedDirection, "en-de, de-en");
        await AssertRefused(Request(new string('x', 51)), TranslationErrorKind.TooLarge, "at most 50");
        await AssertRefused(Request("a\nb\nc"), TranslationErrorKind.TooLarge, "at most 2");
        await AssertRefused(Request("a", new DecodingOptions { BeamSize = 0 }), TranslationErrorKind.InvalidOption, "BeamSize");
        await AssertRefused(Request("a", new DecodingOptions { BeamSize = 2, NBest = 4 }), TranslationErrorKind.InvalidOption, "NBest");
        await AssertRefused(Request("a", new DecodingOptions { LengthPenalty = -1 }), TranslationErrorKind.InvalidOption, "LengthPenalty");
        await AssertRefused(Request("a", new DecodingOptions { MaxLengthMargin = 0 }), TranslationErrorKind.InvalidOption, "MaxLengthMargin");

        async Task AssertRefused(TextRequest request, TranslationErrorKind kind, string words)
        {
            var error = await Assert.ThrowsAsync<TranslationException>(() => Translate(translator, request));
            Assert.Equal(kind, error.Kind);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_let_go_and_the_service_lives()
    {
        await using var translator = Load(new EngineOptions { Workers = 1 });
        using var caller = new CancellationTokenSource();
        var slow = Enumerable.Repeat(Request("Some words.", new DecodingOptions { MinTargetTokens = 100, MaxLengthMargin = 120 }), 500).ToList();

        var call = translator.TranslateAsync(slow, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.NotEmpty((await Translate(translator, Request("One thing.")))[0].Text);
    }

    [Fact]
    public async Task After_disposal_requests_are_refused_and_disposing_again_does_no_harm()
    {
        var translator = Load();
        await translator.WarmUpAsync(TestContext.Current.CancellationToken);
        await translator.DisposeAsync();
        await translator.DisposeAsync();

        var error = await Assert.ThrowsAsync<TranslationException>(() => Translate(translator, Request("One thing.")));
        Assert.Equal(TranslationErrorKind.Draining, error.Kind);
    }

    [Fact]
    public async Task Disposing_from_many_threads_waits_for_the_batch_that_runs_and_frees_the_model_once()
    {
        var translator = Load(new EngineOptions { Workers = 1 });
        var call = Translate(translator, Request("Some words.", new DecodingOptions { MinTargetTokens = 100 }));

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (_, _) =>
        {
            await translator.DisposeAsync();
            Assert.Same(call, await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)));
        });

        var error = await Record.ExceptionAsync(() => call);
        Assert.True(error is null or TranslationException { Kind: TranslationErrorKind.Draining });
    }

    [Fact]
    public async Task However_tight_the_length_limit_the_minimum_fits()
    {
        await using var translator = Load();

        var translation = Assert.Single(await Translate(translator, Request("One thing.", new DecodingOptions { MaxLengthRatio = 0, MaxLengthMargin = 1 })));

        Assert.Equal(2, translation.Segments[0].Hypotheses[0].TargetTokens);
    }

    [Fact]
    public void A_batch_that_could_not_hold_the_longest_source_is_refused_at_start()
    {
        var error = Assert.Throws<ArtifactException>(() => Load(new EngineOptions { MaxBatchTokens = 100 }));

        Assert.Contains("128", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_one_that_could_not_hold_the_widest_beam()
    {
        var error = Assert.Throws<ArtifactException>(() => Load(new EngineOptions { MaxBatchRows = 31 }));

        Assert.Contains("Inference:MaxBatchRows is 31; the widest beam has 32 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cuda_runs_where_it_was_asked_for_or_loading_names_what_is_missing()
    {
        try
        {
            using var half = TinyPackage.Create(precision: Precision.Fp16);
            await using var translator = Translator.Load(half.Package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cuda }, NullLogger.Instance);
            Assert.Equal(ExecutionProvider.Cuda, translator.Provider);
        }
        catch (ArtifactException error)
        {
            Assert.Matches(@"lib\w+\.so", error.Message);
        }
    }

    [Fact]
    public void Cuda_is_refused_where_the_package_is_for_the_cpu()
    {
        var error = Assert.Throws<ArtifactException>(() => Load(new EngineOptions { ExecutionProvider = ExecutionProvider.Cuda }));

        Assert.EndsWith("which is for the CPU; export it with --precision fp16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auto_says_what_it_chose()
    {
        var logger = new ListLogger();
        using var half = TinyPackage.Create(precision: Precision.Fp16);
        await using var translator = Translator.Load(half.Package, new EngineOptions { ExecutionProvider = ExecutionProvider.Auto }, logger);

        Assert.NotEqual(ExecutionProvider.Auto, translator.Provider);
        Assert.Equal(translator.Provider == ExecutionProvider.Cpu, logger.Messages.Any(message => message.StartsWith("Warning: The model runs on the CPU", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_counted_adds_up()
    {
        // A name of its own: other tests share the meter.
        var package = Renamed(_tiny.Package, "counted");
        using var reading = new MetricReading("counted");
        IReadOnlyList<TextTranslation> translations;
        IReadOnlyDictionary<string, double> gauges;
        await using (var translator = Translator.Load(package, new EngineOptions { Workers = 2 }, NullLogger.Instance))
        {
            translations = await Translate(translator, Request("One thing.\nAnother thing, a longer one."));
            gauges = reading.Gauges();
        }

        var (segments, counted) = (translations[0].Segments, reading.Values);
        Assert.Equal(segments.Sum(segment => segment.SourceTokens), counted["mt_source_tokens"]);
        Assert.Equal(segments.Sum(segment => segment.Hypotheses[0].TargetTokens), counted["mt_target_tokens"]);
        Assert.Equal((2, 2), (counted["mt_sentence_source_tokens"], counted["mt_sentence_target_tokens"]));
        Assert.Equal(2, counted["mt_batch_joins"]);
        Assert.Equal(2, counted.Where(value => value.Key.StartsWith("mt_batch_leaves", StringComparison.Ordinal)).Sum(value => value.Value));
        Assert.Equal((0, 0), (counted["mt_running_sentences"], counted["mt_running_beam_rows"]));
        Assert.True(counted["mt_model_load_duration"] > 0);
        Assert.Equal(6, counted.Where(value => value.Key.StartsWith("mt_request_phase_duration", StringComparison.Ordinal)).Sum(value => value.Value));
        Assert.True(counted["mt_decode_step_duration{provider=cpu}"] > 0);
        Assert.Equal((0, 0, 0), (gauges["mt_queue_sentences"], gauges["mt_queue_tokens"], gauges["mt_queue_oldest_age"]));
        Assert.Equal(2 * new EngineOptions().MaxBatchRows, gauges["mt_batch_row_capacity"]);
        Assert.Equal(1, gauges["mt_execution_provider_info{device=cpu,dtype=fp32,provider=cpu,version=1}"]);
    }

    private static ModelPackage Renamed(ModelPackage package, string name)
    {
        ArtifactJson.Write(Path.Combine(package.Folder, ModelManifest.FileName), package.Manifest with { Name = name });
        return ModelPackage.Open(package.Folder);
    }

    private static TextRequest Request(string text, DecodingOptions? options = null) => new(text, EnDe, options ?? new DecodingOptions());

    private static Task<IReadOnlyList<TextTranslation>> Translate(Translator translator, params IReadOnlyList<TextRequest> requests) =>
        translator.TranslateAsync(requests, TestContext.Current.CancellationToken);

    private Translator Load(EngineOptions? options = null) => Translator.Load(_tiny.Package, options ?? new EngineOptions(), NullLogger.Instance);
}
