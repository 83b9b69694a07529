using System.Diagnostics;

namespace TranslationService.Inference.Sessions.Ragged;

/// <summary>The free ones of the numbers 0 … count − 1. What was freed last is taken first: its memory is in use and in the processor's caches.</summary>
internal sealed class FreeList
{
    private readonly int[] _free;

    public FreeList(int count)
    {
        _free = new int[count];
        for (var i = count - 1; i >= 0; i--)
        {
            Free(i);
        }
    }

    /// <summary>How many are free.</summary>
    public int Count { get; private set; }

    public int Take() => Count > 0 ? _free[--Count] : throw new UnreachableException("Nothing is free; the batch's budget admits no more. This is a bug.");

    public void Free(int number) => _free[Count++] = number;
}
