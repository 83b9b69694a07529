using TorchSharp;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Training.Data;
using static TorchSharp.torch;

namespace TranslationService.Training.Validation;

/// <summary>
/// Greedy search over a batch, without a cache: good enough to watch BLEU grow. The service's search is another (docs/architecture.md).
/// </summary>
internal sealed class GreedySearch
{
    private readonly Transformer _model;
    private readonly Tensor _never; // [vocabulary] −∞ for tokens that are never produced, else 0

    public GreedySearch(Transformer model, VocabularyLayout vocabulary)
    {
        _model = model;
        var scores = new float[vocabulary.Size];
        scores[VocabularyLayout.PadId] = scores[VocabularyLayout.UnknownId] = scores[VocabularyLayout.BeginId] = float.NegativeInfinity;
        scores.AsSpan(vocabulary.FirstLanguageId).Fill(float.NegativeInfinity);
        _never = tensor(scores).DetachFromDisposeScope();
    }

    /// <summary>[sentence][target] ids without begin and end, for [sentence][source] ids.</summary>
    public int[][] Search(int[][] sources)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var source = Batch.Padded(sources);
        var mask = Transformer.MaskOf(source);
        var encoded = _model.Encode(source, mask); // [S, T, d_model]
        var targets = full([sources.Length, 1], VocabularyLayout.BeginId, int64); // [S, U]
        var hasEnded = zeros([sources.Length], ScalarType.Bool);
        var longest = Math.Min((2 * source.shape[1]) + 10, _model.Config.MaxPositions);
        for (var length = 1; length < longest && !hasEnded.all().item<bool>(); length++)
        {
            using var step = NewDisposeScope();
            var hidden = _model.Decode(targets, encoded, mask).select(1, length - 1); // [S, d_model]
            var next = (_model.Logits(hidden) + _never).argmax(-1).masked_fill(hasEnded, VocabularyLayout.PadId); // [S]
            targets = cat([targets, next.unsqueeze(1)], 1).MoveToOuterDisposeScope();
            hasEnded = hasEnded.logical_or(next.eq(VocabularyLayout.EndId)).MoveToOuterDisposeScope();
        }

        return Rows(targets);
    }

    private static int[][] Rows(Tensor targets)
    {
        var (ids, width) = (targets.data<long>().ToArray(), (int)targets.shape[1]);
        return [.. ids.Chunk(width).Select(row => row.Skip(1).TakeWhile(id => id != VocabularyLayout.EndId).Select(id => (int)id).ToArray())];
    }
}
