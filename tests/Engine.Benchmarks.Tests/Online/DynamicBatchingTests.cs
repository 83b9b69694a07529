using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Online;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;

namespace TranslationService.Engine.Benchmarks.Tests.Online;

public sealed class DynamicBatchingTests
{
    private static readonly ModelPackage Package = ModelPackage.Open(Checkout.PathTo("models", "en-de-int8"));

    private static readonly EngineOptions Options = new() { ExecutionProvider = ExecutionProvider.Cpu, Workers = 2 };

    private static readonly string[] Sentences =
        ["Where is the nearest train station?", "The weather will be better tomorrow.", "He has not answered my letter yet.", "Close the window."];

    [Fact]
    public async Task Both_policies_give_each_caller_the_translation_of_its_own_sentence()
    {
        var continuous = new ContinuousBatching(Package, Options, new DecodingOptions());
        var dynamic = new DynamicBatching(Package, Options, new DecodingOptions(), TimeSpan.FromMilliseconds(1));
        await using (continuous)
        await using (dynamic)
        {
            var expected = await Task.WhenAll(Sentences.Select(continuous.TranslateAsync));

            Assert.Equal(expected, await Task.WhenAll(Sentences.Select(dynamic.TranslateAsync)));
        }
    }

    [Fact]
    public async Task Every_arrival_is_answered_and_its_latency_counts_from_when_it_was_due()
    {
        await using var policy = new DynamicBatching(Package, Options, new DecodingOptions(), TimeSpan.Zero);
        var schedule = PoissonArrivals.Schedule(perSecond: 200, count: 10, seed: 1);

        var answers = await LoadGenerator.RunAsync(policy, Sentences, schedule);

        Assert.All(answers.Zip(schedule), pair => Assert.Equal(pair.First.At, pair.Second + pair.First.Latency));
        Assert.All(answers, answer => Assert.True(answer.Latency > TimeSpan.Zero));
    }
}
