namespace TranslationService.Inference.Tests.Kernels;

/// <summary>Attention as it is written in books, in double precision: the oracle.</summary>
internal static class PlainAttention
{
    /// <param name="query">[d].</param>
    /// <param name="keys">For each token [d].</param>
    /// <param name="values">For each token [d].</param>
    /// <param name="heads">H.</param>
    public static double[] Attend(double[] query, IReadOnlyList<double[]> keys, IReadOnlyList<double[]> values, int heads)
    {
        var width = query.Length / heads;
        var context = new double[query.Length];
        for (var head = 0; head < heads; head++)
        {
            var part = (head * width)..((head + 1) * width);
            var scores = keys.Select(key => query[part].Zip(key[part], (q, k) => q * k).Sum() / Math.Sqrt(width)).ToArray();
            var weights = scores.Select(score => Math.Exp(score - scores.Max())).ToArray();
            for (var i = head * width; i < (head + 1) * width; i++)
            {
                context[i] = values.Select((value, t) => weights[t] / weights.Sum() * value[i]).Sum();
            }
        }

        return context;
    }

    /// <summary>product · scale + bias of a part of a row.</summary>
    public static double[] Linear(float[] product, float[]? scale, float[] bias, int row, Range columns)
    {
        var width = bias.Length;
        return [.. Enumerable.Range(0, width).Select(i => ((double)product[(row * width) + i] * (scale?[row] ?? 1)) + bias[i]).ToArray()[columns]];
    }

    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"element {i} is {actual[i]}, not {expected[i]}");
        }
    }
}
