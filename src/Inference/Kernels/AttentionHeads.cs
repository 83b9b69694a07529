using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>
/// softmax(q·kᵀ/√E)·v of one query by head. The tokens that it attends to stand anywhere in memory: each has an address, where its key begins, with its value at a fixed
/// distance. What is computed depends on the number of tokens and their content alone.
/// </summary>
/// <param name="heads">H.</param>
/// <param name="width">d_model = H·E.</param>
/// <param name="valueDistance">Floats from a token's key to its value.</param>
internal readonly unsafe struct AttentionHeads(int heads, long width, long valueDistance)
{
    // Keys are scored four at a time: their horizontal sums then cost half as much.
    private const int Group = 4;

    private readonly int _headWidth = (int)(width / heads);
    private readonly float _factor = 1f / MathF.Sqrt((float)width / heads);

    /// <summary>Attends with all heads.</summary>
    /// <param name="query">[d].</param>
    /// <param name="row">The row, whose tokens' addresses stand in the scratch, as do the next row's: their keys are fetched meanwhile.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="scratch">Room for so many.</param>
    /// <param name="context">[d]; it may be the query.</param>
    public void Attend(float* query, long row, int count, AttentionScratch scratch, float* context)
    {
        var tokens = scratch.Tokens(row);
        for (var t = count; t % Group != 0; t++)
        {
            tokens[t] = tokens[count - 1];
        }

        // All heads score before one weighs: keys then come from far memory one after the other, and the row's values and the next row's keys meanwhile. With cold caches
        // (160 rows of 21 tokens) that takes half the time of one head after the other (docs/adr/0008).
        for (var head = 0; head < heads; head++)
        {
            Score(query, tokens, scratch.Tokens(row + 1), (head, count), scratch.Scores(head));
        }

        for (var head = 0; head < heads; head++)
        {
            scratch.Totals[head] = Weigh(scratch.Scores(head), count);
        }

        for (var head = 0; head < heads; head++)
        {
            var offset = (long)head * _headWidth;
            Mix(tokens, valueDistance + offset, count, scratch.Scores(head), context + offset, 1f / scratch.Totals[head]);
        }
    }

    // A hint to have it in the second-level cache soon; it may name any address. Into the first level's short queue it gains nothing (docs/adr/0008).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }

    // scores[t] = q · k_t
    private void Score(float* query, float** tokens, float** next, (int Head, int Count) part, float* scores)
    {
        var offset = (long)part.Head * _headWidth;
        query += offset;
        for (var t = 0; t < part.Count; t += Group)
        {
            float* k0 = tokens[t] + offset, k1 = tokens[t + 1] + offset, k2 = tokens[t + 2] + offset, k3 = tokens[t + 3] + offset;
            float* n0 = next[t] + offset, n1 = next[t + 1] + offset, n2 = next[t + 2] + offset, n3 = next[t + 3] + offset;
            var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            long i = 0;
            for (; i <= _headWidth - Lanes.Count; i += Lanes.Count)
            {
                Fetch(n0 + i);
                Fetch(n1 + i);
                Fetch(n2 + i);
                Fetch(n3 + i);
                Fetch(k0 + valueDistance + i);
                Fetch(k1 + valueDistance + i);
                Fetch(k2 + valueDistance + i);
                Fetch(k3 + valueDistance + i);
                var q = Vector512.Load(query + i);
                s0 = Vector512.FusedMultiplyAdd(q, Vector512.Load(k0 + i), s0);
                s1 = Vector512.FusedMultiplyAdd(q, Vector512.Load(k1 + i), s1);
                s2 = Vector512.FusedMultiplyAdd(q, Vector512.Load(k2 + i), s2);
                s3 = Vector512.FusedMultiplyAdd(q, Vector512.Load(k3 + i), s3);
            }

            var sums = Lanes.Sums(s0, s1, s2, s3);
            for (; i < _headWidth; i++)
            {
                sums = Vector128.FusedMultiplyAdd(Vector128.Create(query[i]), Vector128.Create(k0[i], k1[i], k2[i], k3[i]), sums);
            }

            sums.Store(scores + t);
        }
    }

    /// <summary>scores[t] = e^((score − largest)/√E).</summary>
    /// <param name="scores">[count], and room for a multiple of 16.</param>
    /// <param name="count">At least 1.</param>
    /// <returns>Their sum.</returns>
    public float Weigh(float* scores, int count)
    {
        for (var t = count; t % Lanes.Count != 0; t++)
        {
            scores[t] = float.NegativeInfinity;
        }

        var largest = Vector512.Load(scores);
        for (var t = Lanes.Count; t < count; t += Lanes.Count)
        {
            largest = Vector512.MaxNative(largest, Vector512.Load(scores + t));
        }

        var shift = Vector512.Create(Lanes.Max(largest));
        var factor = Vector512.Create(_factor);
        var sums = Vector512<float>.Zero;
        for (var t = 0; t < count; t += Lanes.Count)
        {
            var weights = Exponential.OfNegative((Vector512.Load(scores + t) - shift) * factor);
            weights.Store(scores + t);
            sums += weights;
        }

        return Lanes.Sum(sums);
    }

    // context = Σ weights[t] · v_t · factor
    private void Mix(float** tokens, long offset, int count, float* weights, float* context, float factor)
    {
        var i = 0;
        for (; i <= _headWidth - (4 * Lanes.Count); i += 4 * Lanes.Count)
        {
            var (c0, c1, c2, c3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var t = 0; t < count; t++)
            {
                var value = tokens[t] + offset + i;
                var weight = Vector512.Create(weights[t]);
                c0 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(value), c0);
                c1 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(value + Lanes.Count), c1);
                c2 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(value + (2 * Lanes.Count)), c2);
                c3 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(value + (3 * Lanes.Count)), c3);
            }

            (c0 * factor).Store(context + i);
            (c1 * factor).Store(context + i + Lanes.Count);
            (c2 * factor).Store(context + i + (2 * Lanes.Count));
            (c3 * factor).Store(context + i + (3 * Lanes.Count));
        }

        for (; i <= _headWidth - Lanes.Count; i += Lanes.Count)
        {
            var c = Vector512<float>.Zero;
            for (var t = 0; t < count; t++)
            {
                c = Vector512.FusedMultiplyAdd(Vector512.Create(weights[t]), Vector512.Load(tokens[t] + offset + i), c);
            }

            (c * factor).Store(context + i);
        }

        for (; i < _headWidth; i++)
        {
            var c = 0f;
            for (var t = 0; t < count; t++)
            {
                c = MathF.FusedMultiplyAdd(weights[t], tokens[t][offset + i], c);
            }

            context[i] = c * factor;
        }
    }
}
