using TorchSharp;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Optimization;
using TranslationService.Training.Validation;

namespace TranslationService.Training.Tests.Runs;

public sealed class CopyTaskTests
{
    private static readonly VocabularyLayout Layout = new() { PieceCount = 20, TargetLanguages = ["de"] };

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void A_tiny_model_learns_to_copy(ResidualScheme scheme)
    {
        torch.random.manual_seed(1);
        var config = new TransformerConfig
        {
            Scheme = scheme, ModelDimension = 32, FeedForwardDimension = 64, AttentionHeads = 2, EncoderLayers = 1, DecoderLayers = 1,
            VocabularySize = Layout.Size, MaxPositions = 32,
        };
        var options = new OptimizerSection { LearningRate = 5e-3, WarmupSteps = 40, LabelSmoothing = 0, WeightDecay = 0 };
        using var model = new Transformer(config, precision: ComputePrecision.Fp32);
        using var adam = new Adam(model.named_parameters(), options);
        var step = new TrainingStep(model, adam, options, seed: 1);
        var pairs = Pairs(2000);
        for (var number = 1; number <= 350; number++)
        {
            step.Take(number, pairs, [[.. Enumerable.Range(number * 53 % 1900, 64)]]);
        }

        model.eval();
        var unseen = pairs.TakeLast(30).ToArray();
        var found = new GreedySearch(model, Layout).Search([.. unseen.Select(p => p.Source)]);

        var right = unseen.Zip(found).Count(p => p.First.Target.SkipLast(1).SequenceEqual(p.Second));
        Assert.True(right >= 27, $"{right} of 30 copied");
    }

    // Three to six of sixteen symbols, in any order.
    private static SentencePair[] Pairs(int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                int[] symbols = [.. Enumerable.Range(0, random.Next(3, 7)).Select(_ => random.Next(4, 20))];
                return new SentencePair([Layout.FirstLanguageId, .. symbols, VocabularyLayout.EndId], [.. symbols, VocabularyLayout.EndId]);
            }),
        ];
    }
}
