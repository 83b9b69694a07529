using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Failover;
using TranslationService.Inference.Tests.Batching;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Sessions.Failover;

/// <summary>A device that fails, played by the device path on the CPU provider, and the host path that takes over.</summary>
public sealed class FailoverDecoderTests : IDisposable
{
    private readonly TinyPackage _padded = TinyPackage.Create(layout: GraphLayout.Padded);
    private readonly TinyPackage _ragged = TinyPackage.Create(layout: GraphLayout.Ragged);
    private readonly FakeTimeProvider _clock = new();
    private readonly OnnxSessions _device;
    private readonly OnnxSessions _cpu;
    private readonly InferenceMetrics _metrics;
    private readonly ProviderHealth _health;

    public FailoverDecoderTests()
    {
        _device = TestSessions.Load(_padded.Package);
        _cpu = TestSessions.Load(_ragged.Package);
        _health = new ProviderHealth(ExecutionProvider.Cuda, hasFallback: true, _clock);
        _metrics = new InferenceMetrics(_device.Manifest, _device.Provider);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _device.Dispose();
        _cpu.Dispose();
        _padded.Dispose();
        _ragged.Dispose();
    }

    [Fact]
    public async Task When_the_device_is_given_up_what_was_running_starts_again_on_the_cpu_and_finds_the_same()
    {
        var requests = Requests(20);
        var jobs = requests.Select(Job).ToList();
        var step = 0;
        using var batch = NewBatch(_ => step is >= 5 and < 30 ? DeviceErrors.OfDevice() : null);

        batch.Admit([.. jobs[..12]]);
        for (; !batch.IsEmpty; step++)
        {
            batch.Step();
            batch.Retire();
            if (step == 8)
            {
                batch.Admit([.. jobs[12..]]);
            }

            Assert.Equal(step >= 5 ? ProviderState.OnFallback : ProviderState.AsMeant, _health.State);
        }

        await AssertAllFoundAsync(requests, jobs);
        Assert.True(batch.IsIdle);
    }

    [Fact]
    public async Task When_the_device_is_back_new_sentences_go_there_and_the_others_end_where_they_are()
    {
        var requests = Requests(20);
        var jobs = requests.Select(Job).ToList();
        var (isBroken, onDevice) = (true, 0);
        using var batch = NewBatch(sentences =>
        {
            onDevice = Math.Max(onDevice, isBroken ? 0 : sentences.Count);
            return isBroken ? DeviceErrors.OfDevice() : null;
        });
        batch.Admit([.. jobs[..10]]);
        batch.Step();
        batch.Retire();
        Assert.Equal(ProviderState.OnFallback, _health.State);

        isBroken = false;
        _clock.Advance(TimeSpan.FromSeconds(61));
        batch.Admit([.. jobs[10..]]);
        Assert.Equal(ProviderState.AsMeant, _health.State);
        RunToEnd(batch);

        Assert.Equal(10, onDevice);
        await AssertAllFoundAsync(requests, jobs);
        Assert.True(batch.IsIdle);
    }

    [Fact]
    public async Task Who_cannot_move_to_the_cpu_at_once_moves_there_when_it_can()
    {
        var requests = Requests(8);
        var jobs = requests.Select(Job).ToList();
        var (step, faults) = (0, 2);
        using var batch = NewBatch(_ => step >= 3 ? DeviceErrors.OfDevice() : null, cpuFault: _ => faults-- > 0 ? new InvalidOperationException("A test asked for it.") : null);

        batch.Admit(jobs);
        for (; !batch.IsEmpty; step++)
        {
            batch.Step();
            batch.Retire();
        }

        await AssertAllFoundAsync(requests, jobs);
        Assert.True(batch.IsIdle);
    }

    [Fact]
    public async Task Without_a_fallback_sentences_fail_until_the_device_is_back()
    {
        var isBroken = true;
        using var batch = NewBatch(_ => isBroken ? DeviceErrors.OfDevice() : null, hasFallback: false);
        var requests = Requests(6);
        var lost = requests.Select(Job).ToList();

        batch.Admit(lost);
        RunToEnd(batch);

        Assert.All(lost, job => Assert.True(job.Result.IsFaulted));
        isBroken = false;
        _clock.Advance(TimeSpan.FromSeconds(61));
        var jobs = requests.Select(Job).ToList();
        batch.Admit(jobs);
        RunToEnd(batch);
        await AssertAllFoundAsync(requests, jobs);
        Assert.Equal(ProviderState.AsMeant, _health.State);
    }

    [Fact]
    public async Task Short_memory_is_met_with_smaller_batches_and_every_sentence_is_found()
    {
        var requests = Requests(20);
        var jobs = requests.Select(Job).ToList();
        using var batch = NewBatch(sentences => sentences.Count > 3 ? DeviceErrors.OutOfMemory() : null);

        batch.Admit(jobs);
        RunToEnd(batch);

        await AssertAllFoundAsync(requests, jobs);
        Assert.Equal(ProviderState.AsMeant, _health.State);
    }

    [Fact]
    public async Task Who_finds_no_memory_beside_others_waits_until_one_has_left()
    {
        var requests = Requests(30);
        var jobs = requests.Select(Job).ToList();
        using var caller = new CancellationTokenSource();
        var cancelled = new SentenceJob(requests[0], caller.Token);
        var running = new HashSet<SentenceJob>();
        using var batch = NewBatch(sentences =>
        {
            // Memory for seven sentences; a step of known ones always has its own.
            running.RemoveWhere(job => job.Result.IsCompleted);
            return running.Union(sentences.Select(sentence => sentence.Job)).Count() > 7 ? DeviceErrors.OutOfMemory() : Remember(sentences);
        });

        batch.Admit([.. jobs, cancelled]);
        Assert.Equal(BatchRoom.None, batch.Room);
        Assert.InRange(running.Count, 1, 7);
        await caller.CancelAsync();
        RunToEnd(batch);

        await AssertAllFoundAsync(requests, jobs);
        Assert.True(cancelled.Result.IsCanceled);
        Assert.True(batch.IsIdle);

        Exception? Remember(IReadOnlyList<RunningSentence> sentences)
        {
            running.UnionWith(sentences.Select(sentence => sentence.Job));
            return null;
        }
    }

    [Fact]
    public async Task A_sentence_for_which_memory_never_does_fails_alone()
    {
        var requests = Requests(9);
        var jobs = requests.Select(Job).ToList();
        using var batch = NewBatch(sentences => sentences.Any(sentence => sentence.Job == jobs[4]) ? DeviceErrors.OutOfMemory() : null);

        batch.Admit(jobs);
        RunToEnd(batch);

        Assert.Equal(TranslationErrorKind.EngineFailure, (await Assert.ThrowsAsync<TranslationException>(() => jobs[4].Result)).Kind);
        jobs.RemoveAt(4);
        requests.RemoveAt(4);
        await AssertAllFoundAsync(requests, jobs);
        Assert.True(batch.IsIdle);
    }

    [Fact]
    public async Task With_failures_of_all_kinds_at_random_every_sentence_is_answered_once_and_every_place_is_free()
    {
        var random = new Random(7);
        var requests = Requests(300);
        var callers = requests.Select(_ => new CancellationTokenSource()).ToList();
        var jobs = requests.Zip(callers, (request, caller) => new SentenceJob(request, caller.Token)).ToList();
        var waiting = new Queue<SentenceJob>(jobs);
        using var batch = NewBatch(_ => random.Next(40) switch
        {
            0 or 1 or 2 => DeviceErrors.OfDevice(),
            3 => DeviceErrors.OutOfMemory(),
            _ => null,
        });
        while (waiting.Count > 0 || !batch.IsEmpty)
        {
            batch.Admit([.. Enumerable.Range(0, random.Next(0, 8)).Where(_ => waiting.Count > 0).Select(_ => waiting.Dequeue())]);
            batch.Step();
            batch.Retire();
            _clock.Advance(TimeSpan.FromSeconds(random.Next(20)));
            await callers[random.Next(callers.Count)].CancelAsync();
        }

        Assert.True(batch.IsIdle);
        Assert.All(jobs, job => Assert.True(job.Result.IsCompleted));
        var found = jobs.Zip(requests).Where(pair => pair.First.Result.IsCompletedSuccessfully).ToList();
        Assert.NotEmpty(found);
        await AssertAllFoundAsync(found.ConvertAll(pair => pair.Second), found.ConvertAll(pair => pair.First));
        callers.ForEach(caller => caller.Dispose());
    }

    private static List<SentenceRequest> Requests(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => Jobs.Random(random))];
    }

    private static SentenceJob Job(SentenceRequest request) => new(request, CancellationToken.None);

    private static void RunToEnd(ContinuousBatch batch)
    {
        while (!batch.IsEmpty)
        {
            batch.Step();
            batch.Retire();
        }
    }

    private ContinuousBatch NewBatch(Func<IReadOnlyList<RunningSentence>, Exception?> fault, bool hasFallback = true, Func<IReadOnlyList<RunningSentence>, Exception?>? cpuFault = null)
    {
        var budget = new BatchBudget(MaxRows: 2048, MaxTokens: 1 << 20);
        var device = new FaultyDecoder(BatchDecoders.Create(_device, budget.MaxRows, _metrics, NullLogger.Instance, _clock), fault);
        var cpu = hasFallback ? new FaultyDecoder(BatchDecoders.Create(_cpu, budget.MaxRows, _metrics, NullLogger.Instance, _clock), cpuFault ?? (_ => null)) : null;
        var breaker = new DeviceBreaker(_health, TimeSpan.FromSeconds(60), NullLogger.Instance, _clock);
        return new ContinuousBatch(new FailoverDecoder(device, cpu, breaker), budget, _metrics, NullLogger.Instance, _clock);
    }

    private async Task AssertAllFoundAsync(List<SentenceRequest> requests, List<SentenceJob> jobs)
    {
        using var decoder = SentenceDecoder.Load(_ragged.Package);
        var expected = decoder.Search(requests);
        for (var i = 0; i < jobs.Count; i++)
        {
            var found = (await jobs[i].Result).Hypotheses;
            Assert.Equal(expected[i].Select(h => h.Ids), found.Select(h => h.Ids));
            Assert.All(expected[i].Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f));
        }
    }
}
