using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>This thread's memory for attention: where the tokens of a row and of the next one stand, and the scores of each head.</summary>
internal readonly unsafe struct AttentionScratch
{
    private readonly byte* _memory;
    private readonly long _tokens;
    private readonly int _heads;

    /// <param name="maxTokens">The most tokens that a row attends to.</param>
    /// <param name="heads">H.</param>
    /// <param name="furtherBytes">Bytes for the kernel itself, at <see cref="Further"/>.</param>
    public AttentionScratch(long maxTokens, int heads, long furtherBytes = 0)
    {
        (_tokens, _heads) = (Padded(maxTokens), heads);
        var bytes = (_tokens * ((2 * sizeof(float*)) + (heads * sizeof(float)))) + (Padded(heads) * sizeof(float));
        _memory = KernelScratch.OfThisThread(bytes + furtherBytes);
        Further = _memory + bytes;
    }

    public byte* Further { get; }

    /// <summary>[H] what each head's weights amount to.</summary>
    public float* Totals => Scores(_heads);

    /// <summary>[tokens, padded] the addresses of a row's tokens; they hold until those of the row after the next are asked for.</summary>
    public float** Tokens(long row) => (float**)_memory + ((row & 1) * _tokens);

    /// <summary>[tokens, padded] the scores of a head.</summary>
    public float* Scores(int head) => (float*)(_memory + (2 * _tokens * sizeof(float*))) + (head * _tokens);

    private static long Padded(long count) => (count + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
}
