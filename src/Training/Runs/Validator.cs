using TorchSharp;
using TranslationService.Model;
using TranslationService.Training.Data;
using TranslationService.Training.Optimization;
using static TorchSharp.torch;

namespace TranslationService.Training.Runs;

/// <summary>Measures a model on the validation pairs, without dropout.</summary>
internal sealed class Validator(Transformer model, IReadOnlyList<SentencePair> pairs, double labelSmoothing, int maxTokens)
{
    // Sorted once: little padding, and the same batches at every validation.
    private readonly List<int[]> _batches = BatchPlan.Cut(Enumerable.Range(0, pairs.Count).OrderBy(i => pairs[i].Target.Length), pairs, maxTokens);

    /// <summary>The losses after a step.</summary>
    public ValidationResult Measure(long step)
    {
        using var gradients = no_grad();
        model.eval();
        var (smoothed, plain, tokens) = (0.0, 0.0, 0L);
        foreach (var indices in _batches)
        {
            using var scope = NewDisposeScope();
            var batch = Batch.Of(pairs, indices);
            var logits = model.call(batch.Source, batch.TargetInputs);
            smoothed += TrainingStep.SummedLoss(logits, batch.TargetOutputs, labelSmoothing).item<float>();
            plain += TrainingStep.SummedLoss(logits, batch.TargetOutputs, 0).item<float>();
            tokens += batch.TargetTokens;
        }

        model.train();
        return new ValidationResult(step, smoothed / tokens, plain / tokens, Bleu: null);
    }
}
