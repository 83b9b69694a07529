using TranslationService.Artifacts.Architecture;

namespace TranslationService.Inference.Sessions;

/// <summary>
/// What the decoder keeps between steps, for S sentences in slots 0 … S − 1 with B rows each: the keys and values of cross-attention (one
/// copy a sentence) and of self-attention (one a row), by layer. Slots have no age in common: each row has as many tokens as its sentence says.
/// </summary>
internal sealed class DecoderState : IDisposable
{
    private readonly TransformerConfig _architecture;

    public DecoderState(OnnxSessions sessions)
    {
        _architecture = sessions.Manifest.Architecture;
        Cross = BuffersOf(sessions);
        Self = BuffersOf(sessions);
    }

    /// <summary>[2 × layers], keys at 2·layer and values at 2·layer + 1; each [S, H, T, E].</summary>
    public TensorBuffer[] Cross { get; }

    /// <summary>[2 × layers], keys at 2·layer and values at 2·layer + 1; each [S × B, H, C, E].</summary>
    public TensorBuffer[] Self { get; }

    public DecoderShape Shape { get; private set; }

    private int Heads => _architecture.AttentionHeads;

    private int HeadWidth => _architecture.HeadDimension;

    private long CrossElements => (long)Heads * Shape.SourceTokens * HeadWidth;

    private long RowElements => (long)Heads * Shape.Capacity * HeadWidth;

    /// <summary>Empties the state and gives it a new shape.</summary>
    public void Reset(DecoderShape shape)
    {
        Shape = shape;
        foreach (var buffer in Cross)
        {
            buffer.Reserve(shape.Sentences * CrossElements);
        }

        foreach (var buffer in Self)
        {
            buffer.Reserve(shape.Rows * RowElements);
        }
    }

    /// <summary>Copies tokens <paramref name="first"/> … <paramref name="length"/> − 1 of a row's self-attention into another.</summary>
    public void CopyRow(int from, int to, int first, int length)
    {
        foreach (var buffer in Self)
        {
            for (var head = 0; head < Heads; head++)
            {
                var start = ((long)head * Shape.Capacity * HeadWidth) + ((long)first * HeadWidth);
                buffer.Copy((from * RowElements) + start, (to * RowElements) + start, (long)(length - first) * HeadWidth);
            }
        }
    }

    /// <summary>Takes a sentence out: the last one moves into its slot.</summary>
    /// <param name="slot">The slot that becomes free.</param>
    /// <param name="lastLength">The tokens that stand in the rows of the sentence in the last slot.</param>
    public void Remove(int slot, int lastLength)
    {
        var last = Shape.Sentences - 1;
        if (slot != last)
        {
            foreach (var buffer in Cross)
            {
                buffer.Copy(last * CrossElements, slot * CrossElements, CrossElements);
            }

            for (var row = 0; row < Shape.BeamSize; row++)
            {
                CopyRow((last * Shape.BeamSize) + row, (slot * Shape.BeamSize) + row, 0, lastLength);
            }
        }

        Shape = Shape with { Sentences = last };
    }

    public void Dispose()
    {
        foreach (var buffer in Cross.Concat(Self))
        {
            buffer.Dispose();
        }
    }

    private static TensorBuffer[] BuffersOf(OnnxSessions sessions) =>
        [.. Enumerable.Range(0, 2 * sessions.Manifest.Architecture.DecoderLayers).Select(_ => new TensorBuffer(sessions.FloatType))];
}
