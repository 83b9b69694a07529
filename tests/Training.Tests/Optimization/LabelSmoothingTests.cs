using TranslationService.Training.Optimization;
using static TorchSharp.torch;

namespace TranslationService.Training.Tests.Optimization;

public sealed class LabelSmoothingTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void The_loss_is_the_cross_entropy_against_the_smoothed_targets_and_padding_counts_nothing(double epsilon)
    {
        const int Vocabulary = 5;
        long[] targets = [3, 1, 0, 4, 0, 0]; // 0 is padding
        random.manual_seed(1);
        using var logits = randn(2, 3, Vocabulary);
        var values = logits.data<float>().ToArray();

        var expected = 0.0;
        for (var position = 0; position < targets.Length; position++)
        {
            if (targets[position] == 0)
            {
                continue;
            }

            var row = values.Skip(position * Vocabulary).Take(Vocabulary).Select(z => (double)z).ToArray();
            var logSumExp = Math.Log(row.Sum(Math.Exp));
            for (var token = 0; token < Vocabulary; token++)
            {
                var wanted = (token == targets[position] ? 1 - epsilon : 0) + (epsilon / Vocabulary);
                expected -= wanted * (row[token] - logSumExp);
            }
        }

        using var loss = TrainingStep.SummedLoss(logits, tensor(targets, [2, 3]), epsilon);
        Assert.Equal(expected, loss.item<float>(), 1e-5);
    }
}
