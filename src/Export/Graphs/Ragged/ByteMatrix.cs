namespace TranslationService.Export.Graphs.Ragged;

/// <summary>A matrix of signed bytes with one scale a line: value = byte × scale. A line is what one output of a product depends on.</summary>
/// <param name="Bytes">In the order of the values.</param>
/// <param name="Scales">[lines].</param>
internal sealed record ByteMatrix(sbyte[] Bytes, float[] Scales)
{
    /// <summary>Each column of [rows, columns] with a scale of its own.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="columns">How many.</param>
    /// <param name="limit">The largest magnitude of a byte, at most 127.</param>
    public static ByteMatrix ByColumn(float[] values, int columns, int limit) => Quantize(values, columns, limit, i => i % columns);

    /// <summary>Each row of [rows, columns] with a scale of its own.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="columns">How many.</param>
    /// <param name="limit">The largest magnitude of a byte, at most 127.</param>
    public static ByteMatrix ByRow(float[] values, int columns, int limit) => Quantize(values, values.Length / columns, limit, i => i / columns);

    private static ByteMatrix Quantize(float[] values, int lines, int limit, Func<int, int> lineOf)
    {
        var scales = new float[lines];
        for (var i = 0; i < values.Length; i++)
        {
            scales[lineOf(i)] = Math.Max(scales[lineOf(i)], Math.Abs(values[i]));
        }

        for (var line = 0; line < lines; line++)
        {
            scales[line] = scales[line] == 0 ? 1 : scales[line] / limit; // a line of zeros needs some scale
        }

        var bytes = new sbyte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            bytes[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scales[lineOf(i)]), -limit, limit);
        }

        return new ByteMatrix(bytes, scales);
    }
}
