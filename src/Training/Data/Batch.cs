using TranslationService.Artifacts.Checkpoints;
using static TorchSharp.torch;

namespace TranslationService.Training.Data;

/// <summary>A batch of S pairs as tensors, padded on the right.</summary>
/// <param name="Source">int64 [S, T].</param>
/// <param name="TargetInputs">int64 [S, U]: begin, pieces.</param>
/// <param name="TargetOutputs">int64 [S, U]: pieces, end.</param>
/// <param name="TargetTokens">Target tokens without padding.</param>
internal sealed record Batch(Tensor Source, Tensor TargetInputs, Tensor TargetOutputs, int TargetTokens)
{
    public static Batch Of(IReadOnlyList<SentencePair> pairs, int[] indices)
    {
        var targets = indices.Select(i => pairs[i].Target).ToArray();
        return new Batch(
            Padded([.. indices.Select(i => pairs[i].Source)]),
            Padded([.. targets.Select(t => (int[])[VocabularyLayout.BeginId, .. t[..^1]])]),
            Padded(targets),
            targets.Sum(t => t.Length));
    }

    /// <summary>[sentence][token] to int64 [S, longest].</summary>
    public static Tensor Padded(int[][] rows)
    {
        var width = rows.Max(r => r.Length);
        var ids = new long[rows.Length * width]; // [sentence, token]; the pad id is 0
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                ids[(row * width) + column] = rows[row][column];
            }
        }

        return tensor(ids, [rows.Length, width]);
    }
}
