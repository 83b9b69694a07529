using TorchSharp;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Runs;
using static TorchSharp.torch;

namespace TranslationService.Training.Optimization;

/// <summary>One optimiser step: forward and backward over each batch, clipping, Adam.</summary>
internal sealed class TrainingStep(Transformer model, Adam adam, OptimizerSection options, int seed)
{
    /// <summary>Takes step number <paramref name="step"/>, from 1. Dropout is a function of (seed, step).</summary>
    public StepOutcome Take(long step, IReadOnlyList<SentencePair> pairs, IReadOnlyList<int[]> batches)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(unchecked((seed * 1_000_000_007L) + step));
        model.zero_grad();
        var targetTokens = batches.Sum(b => b.Sum(i => pairs[i].Target.Length));
        var loss = 0.0;
        foreach (var indices in batches)
        {
            loss += Accumulate(Batch.Of(pairs, indices), targetTokens);
        }

        var norm = nn.utils.clip_grad_norm_(model.parameters(), options.ClipNorm > 0 ? Math.Min(options.ClipNorm, float.MaxValue) : float.MaxValue);
        var rate = InverseSquareRootSchedule.RateAt(step, options.LearningRate, options.WarmupSteps);
        adam.Step(step, rate);
        return new StepOutcome(loss, norm, rate, targetTokens);
    }

    /// <summary>Label-smoothed cross-entropy, summed over the tokens of [S, U, vocabulary] against [S, U]; padding counts nothing.</summary>
    public static Tensor SummedLoss(Tensor logits, Tensor targets, double labelSmoothing) => nn.functional.cross_entropy(
        logits.flatten(0, 1), targets.flatten(), ignore_index: VocabularyLayout.PadId, reduction: nn.Reduction.Sum, label_smoothing: labelSmoothing);

    private double Accumulate(Batch batch, int stepTargetTokens)
    {
        using var scope = NewDisposeScope();
        var logits = model.call(batch.Source, batch.TargetInputs);
        var loss = SummedLoss(logits, batch.TargetOutputs, options.LabelSmoothing) / stepTargetTokens;
        loss.backward();
        return loss.item<float>();
    }
}
