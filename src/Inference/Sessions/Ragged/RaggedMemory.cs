using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Inference.Sessions.Ragged;

/// <summary>
/// The keys and values of running sentences: of their source, one slot a sentence, and of their hypotheses' tokens, one row a hypothesis.
/// All of it is reserved at once, and the operating system gives a page when it is first written: short sentences touch little of it.
/// </summary>
internal sealed class RaggedMemory : IDisposable
{
    private readonly FreeList _slots;
    private readonly FreeList _rows;

    /// <param name="maxRows">The most rows; as many slots, since a sentence has at least one row.</param>
    /// <param name="maxPositions">The longest source and the longest target.</param>
    /// <param name="tokenFloats">2 × layers × d_model: the keys and values of a token.</param>
    public RaggedMemory(int maxRows, int maxPositions, int tokenFloats)
    {
        (MaxRows, MaxPositions, TokenFloats) = (maxRows, maxPositions, tokenFloats);
        (_slots, _rows) = (new FreeList(maxRows), new FreeList(maxRows));
        Sources.Reserve((long)maxRows * maxPositions * tokenFloats);
        Cache.Reserve((long)maxRows * maxPositions * tokenFloats);
    }

    public int MaxRows { get; }

    public int MaxPositions { get; }

    public int TokenFloats { get; }

    /// <summary>[slot, position, 2 × layers × d_model].</summary>
    public TensorBuffer Sources { get; } = new(TensorElementType.Float);

    /// <summary>[row, position, 2 × layers × d_model].</summary>
    public TensorBuffer Cache { get; } = new(TensorElementType.Float);

    /// <summary>Whether no slot and no row is taken.</summary>
    public bool IsFree => _slots.Count == MaxRows && _rows.Count == MaxRows;

    public int TakeSlot() => _slots.Take();

    public void FreeSlot(int slot) => _slots.Free(slot);

    public void TakeRows(Span<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = _rows.Take();
        }
    }

    public void FreeRows(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            _rows.Free(row);
        }
    }

    public void Dispose()
    {
        Sources.Dispose();
        Cache.Dispose();
    }
}
