using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TranslationService.Inference.Decoding;

/// <summary>The best tokens of a row of logits in one pass: a vector of logits is looked into only if one of them beats the worst kept.</summary>
internal static class TopCandidates
{
    /// <param name="logits">[vocabulary]; −∞ and NaN are never chosen.</param>
    /// <param name="values">[k] the best logits, best first, ties by lower token; −∞ where the row has no more.</param>
    /// <param name="tokens">[k] their tokens; −1 where the row has no more.</param>
    public static void Select(ReadOnlySpan<float> logits, Span<float> values, Span<int> tokens)
    {
        values.Fill(float.NegativeInfinity);
        tokens.Fill(-1);
        ref var first = ref MemoryMarshal.GetReference(logits);
        var i = 0;
        for (; i <= logits.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var better = Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, (nuint)i), Vector512.Create(values[^1]));
            for (var bits = better.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var token = i + BitOperations.TrailingZeroCount(bits);
                Insert(logits[token], token, values, tokens);
            }
        }

        for (; i < logits.Length; i++)
        {
            Insert(logits[i], i, values, tokens);
        }
    }

    private static void Insert(float value, int token, Span<float> values, Span<int> tokens)
    {
        var place = values.Length - 1;
        if (!(value > values[place]))
        {
            return;
        }

        for (; place > 0 && value > values[place - 1]; place--)
        {
            values[place] = values[place - 1];
            tokens[place] = tokens[place - 1];
        }

        values[place] = value;
        tokens[place] = token;
    }
}
