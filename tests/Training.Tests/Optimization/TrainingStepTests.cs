using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Optimization;
using TranslationService.Training.Runs;
using static TorchSharp.torch;

namespace TranslationService.Training.Tests.Optimization;

public sealed class TrainingStepTests
{
    private static readonly VocabularyLayout Layout = new() { PieceCount = 30, TargetLanguages = ["de"] };

    // Unequal lengths, so that a mean of batch means would differ from the mean over all tokens.
    private static readonly SentencePair[] Pairs =
    [
        new([Layout.FirstLanguageId, 5, 6, 3], [20, 21, 3]), new([Layout.FirstLanguageId, 7, 3], [22, 3]), new([Layout.FirstLanguageId, 8, 9, 10, 3], [23, 24, 25, 26, 27, 3]),
    ];

    [Fact]
    public void Accumulated_batches_are_one_step_of_all_their_pairs()
    {
        var (together, whole) = Step(new OptimizerSection(), [0, 1, 2]);
        var (apart, parts) = Step(new OptimizerSection(), [0, 1], [2]);

        Assert.Equal(whole.TargetTokens, parts.TargetTokens);
        Assert.Equal(whole.Loss, parts.Loss, 1e-5);
        Assert.Equal(whole.GradientNorm, parts.GradientNorm, 1e-4 * whole.GradientNorm);
        Assert.All(together.Zip(apart), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_gradient_longer_than_the_limit_is_shortened_to_it_and_its_full_length_reported()
    {
        var (_, free) = Step(Clipped(0), [0, 1, 2]);
        var (_, clipped) = Step(Clipped(free.GradientNorm / 10), [0, 1, 2]);

        Assert.Equal(free.GradientNorm, clipped.GradientNorm, 1e-6);
        Assert.Equal(free.GradientNorm, _leftNorms[^2], 1e-4 * free.GradientNorm);
        Assert.Equal(free.GradientNorm / 10, _leftNorms[^1], 1e-4 * free.GradientNorm);
    }

    // The norms of the gradients that Adam saw, a step each.
    private readonly List<double> _leftNorms = [];

    private static OptimizerSection Clipped(double norm) => new() { ClipNorm = norm };

    private (float[] Weights, StepOutcome Outcome) Step(OptimizerSection options, params int[][] batches)
    {
        random.manual_seed(5);
        using var model = new Transformer(new TransformerConfig
        {
            Scheme = ResidualScheme.ResiDual, ModelDimension = 16, FeedForwardDimension = 32, AttentionHeads = 2, EncoderLayers = 1, DecoderLayers = 1,
            VocabularySize = Layout.Size, MaxPositions = 64,
        });
        using var adam = new Adam(model.named_parameters(), options);
        var outcome = new TrainingStep(model, adam, options, seed: 1).Take(1, Pairs, batches);
        _leftNorms.Add(Math.Sqrt(model.parameters().Where(p => p.grad is not null).Sum(p => p.grad!.square().sum().item<float>())));
        return ([.. model.parameters().SelectMany(p => p.data<float>().ToArray())], outcome);
    }
}
