using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Device;
using TranslationService.Inference.Tests.Batching;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Sessions.Device;

/// <summary>The device path, on the CPU provider: the same code and graphs as on CUDA.</summary>
public sealed class DeviceDecoderTests : IDisposable
{
    private readonly TinyPackage _tiny = TinyPackage.Create(layout: GraphLayout.Padded);
    private readonly OnnxSessions _sessions;
    private readonly InferenceMetrics _metrics;

    public DeviceDecoderTests()
    {
        _sessions = TestSessions.Load(_tiny.Package);
        _metrics = new InferenceMetrics(_sessions.Manifest, _sessions.Provider);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _sessions.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public async Task Joining_leaving_and_cancelling_at_any_step_change_no_bit_of_any_sentence()
    {
        var random = new Random(1);
        var requests = Enumerable.Range(0, 120).Select(_ => Jobs.Random(random, maxSourceTokens: 100, maxTargetTokens: 90)).ToList();
        var callers = requests.Select(_ => new CancellationTokenSource()).ToList();
        var together = requests.Zip(callers, (request, caller) => new SentenceJob(request, caller.Token)).ToList();
        var waiting = new Queue<SentenceJob>(together);
        using (var batch = NewBatch())
        {
            while (waiting.Count > 0 || !batch.IsEmpty)
            {
                batch.Admit([.. Enumerable.Range(0, random.Next(0, 6)).Where(_ => waiting.Count > 0).Select(_ => waiting.Dequeue())]);
                batch.Step();
                batch.Retire();
                if (random.Next(4) == 0)
                {
                    await callers[random.Next(callers.Count)].CancelAsync();
                }
            }

            Assert.True(batch.IsIdle);
        }

        using var alone = SentenceDecoder.Load(_tiny.Package);
        foreach (var (job, request) in together.Zip(requests).Where(pair => !pair.First.Result.IsCanceled))
        {
            AssertSame(alone.Search([request])[0], (await job.Result).Hypotheses, 0f);
        }

        Assert.Contains(together, job => job.Result.IsCanceled);
        Assert.Contains(together, job => job.Result.IsCompletedSuccessfully);
        callers.ForEach(caller => caller.Dispose());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task Where_memory_is_short_fewer_rows_run_at_a_time_and_find_the_same(int mostRows)
    {
        var random = new Random(5);
        var requests = Enumerable.Range(0, 40).Select(_ => Jobs.Random(random)).ToList();
        var jobs = requests.Select(request => new SentenceJob(request, CancellationToken.None)).ToList();
        var tried = new List<int>();
        var context = new DeviceContext(_sessions)
        {
            // A sentence alone always fits.
            BeforeStep = rows =>
            {
                tried.Add(rows);
                if (rows > Math.Max(mostRows, 6))
                {
                    throw DeviceErrors.OutOfMemory();
                }
            },
        };
        using (var batch = NewBatch(new DeviceDecoder(context, _metrics, NullLogger.Instance)))
        {
            batch.Admit(jobs);
            while (!batch.IsEmpty)
            {
                batch.Step();
                batch.Retire();
            }
        }

        Assert.True(tried.Max() > mostRows);
        using var alone = SentenceDecoder.Load(_tiny.Package);
        var expected = alone.Search(requests);
        for (var i = 0; i < jobs.Count; i++)
        {
            AssertSame(expected[i], (await jobs[i].Result).Hypotheses, 0f);
        }

        // Once it is known what fits, nothing more is tried: few shapes, each down from its first size.
        Assert.InRange(tried.Count(rows => rows > Math.Max(mostRows, 6)), 1, 60);
    }

    [Fact]
    public async Task A_sentence_that_fits_in_no_memory_fails_alone()
    {
        var requests = new[] { 1, 4, 1 }.Select(beam => new SentenceRequest([9, 10, VocabularyLayout.EndId], new DecodingOptions { BeamSize = beam }, 8)).ToList();
        var jobs = requests.ConvertAll(request => new SentenceJob(request, CancellationToken.None));
        var context = new DeviceContext(_sessions) { BeforeStep = rows => _ = rows >= 4 ? throw DeviceErrors.OutOfMemory() : 0 };
        using (var batch = NewBatch(new DeviceDecoder(context, _metrics, NullLogger.Instance)))
        {
            batch.Admit(jobs);
            while (!batch.IsEmpty)
            {
                batch.Step();
                batch.Retire();
            }

            Assert.True(batch.IsIdle);
        }

        Assert.Equal(TranslationErrorKind.EngineFailure, (await Assert.ThrowsAsync<TranslationException>(() => jobs[1].Result)).Kind);
        Assert.Equal((await jobs[0].Result).Hypotheses[0].Ids, (await jobs[2].Result).Hypotheses[0].Ids);
    }

    [Theory]
    [InlineData(ResidualScheme.ResiDual)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.PostLN)]
    public void It_finds_what_a_search_over_all_scores_on_the_host_finds(ResidualScheme scheme)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), layout: GraphLayout.Padded);
        using var decoder = SentenceDecoder.Load(tiny.Package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu });
        var random = new Random(2);
        var requests = Enumerable.Range(0, 10).Select(_ => Jobs.Random(random, maxTargetTokens: 12)).ToList();

        var found = decoder.Search(requests);

        for (var i = 0; i < requests.Count; i++)
        {
            AssertSame(CachelessSearch.Search(decoder, tiny.Package.Manifest.Vocabulary, requests[i]), found[i], 1e-4f);
        }
    }

    [Fact]
    public void It_finds_what_the_host_path_finds_in_the_same_checkpoint()
    {
        using var host = TinyPackage.Create(layout: GraphLayout.Ragged);
        using var onHost = SentenceDecoder.Load(host.Package);
        using var onDevice = SentenceDecoder.Load(_tiny.Package);
        var random = new Random(4);
        var requests = Enumerable.Range(0, 100).Select(_ => Jobs.Random(random, maxSourceTokens: 100)).ToList();

        var (expected, found) = (onHost.Search(requests), onDevice.Search(requests));

        Assert.All(expected.Zip(found), pair => AssertSame(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void A_beam_wider_than_the_vocabulary_allows_finds_what_there_is()
    {
        using var decoder = SentenceDecoder.Load(_tiny.Package);
        var request = new SentenceRequest([9, 10, VocabularyLayout.EndId], new DecodingOptions { BeamSize = 32, NBest = 32 }, 2);

        Assert.Equal(32, decoder.Search([request])[0].Count);
    }

    [Fact]
    public void Sixteen_bits_give_the_same_sentence_the_same_result_in_any_company()
    {
        using var half = TinyPackage.Create(precision: Precision.Fp16);
        using var decoder = SentenceDecoder.Load(half.Package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu });
        var random = new Random(3);
        var requests = Enumerable.Range(0, 30).Select(_ => Jobs.Random(random)).ToList();

        var together = decoder.Search(requests);

        Assert.All(requests.Zip(together), pair => AssertSame(decoder.Search([pair.First])[0], pair.Second, 0f));
    }

    private static void AssertSame(IReadOnlyList<Hypothesis> expected, IReadOnlyList<Hypothesis> found, float tolerance)
    {
        Assert.Equal(expected.Select(h => h.Ids), found.Select(h => h.Ids));
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second.Score, pair.First.Score - tolerance, pair.First.Score + tolerance));
    }

    private ContinuousBatch NewBatch() => NewBatch(new DeviceDecoder(_sessions, _metrics, NullLogger.Instance));

    private ContinuousBatch NewBatch(DeviceDecoder decoder) =>
        new(decoder, new BatchBudget(MaxRows: 160, MaxTokens: 4096), _metrics, NullLogger.Instance, TimeProvider.System);
}
