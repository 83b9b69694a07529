using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TranslationService.Inference.Sessions.Ragged;

/// <summary>The logits of an int8 graph: whole numbers, and a factor for each token.</summary>
internal static class WholeLogits
{
    /// <summary>Turns a row into number · column, in its own memory: the row is in the cache then for whoever scans it next.</summary>
    /// <param name="numbers">[vocabulary].</param>
    /// <param name="columns">[vocabulary].</param>
    public static Span<float> Scale(Span<int> numbers, ReadOnlySpan<float> columns)
    {
        var logits = MemoryMarshal.Cast<int, float>(numbers);
        ref var first = ref MemoryMarshal.GetReference(numbers);
        ref var firstColumn = ref MemoryMarshal.GetReference(columns);
        ref var firstLogit = ref MemoryMarshal.GetReference(logits);
        var i = 0;
        for (; i <= numbers.Length - Vector512<int>.Count; i += Vector512<int>.Count)
        {
            var scaled = Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref first, (nuint)i)) * Vector512.LoadUnsafe(ref firstColumn, (nuint)i);
            scaled.StoreUnsafe(ref firstLogit, (nuint)i);
        }

        for (; i < numbers.Length; i++)
        {
            logits[i] = numbers[i] * columns[i];
        }

        return logits;
    }
}
