namespace TranslationService.Artifacts.Architecture;

/// <summary>
/// The fixed position encoding of arXiv 1706.03762, section 3.5, in the layout of two halves: column j &lt; d/2 is sin(p·ω_j), column
/// d/2 + j is cos(p·ω_j), ω_j = 10000^(−2j/d).
/// </summary>
public static class SinusoidalPositions
{
    /// <summary>The table for positions 0 … <paramref name="positions"/> − 1, row-major [position, d_model].</summary>
    public static float[] Table(int positions, int modelDimension)
    {
        var half = modelDimension / 2;
        var table = new float[positions * modelDimension]; // [position, d_model]
        for (var position = 0; position < positions; position++)
        {
            var row = table.AsSpan(position * modelDimension, modelDimension);
            for (var j = 0; j < half; j++)
            {
                var angle = position * Math.Pow(10000.0, -2.0 * j / modelDimension);
                row[j] = (float)Math.Sin(angle);
                row[half + j] = (float)Math.Cos(angle);
            }
        }

        return table;
    }
}
