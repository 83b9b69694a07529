namespace TranslationService.Model.Tests.Equations;

/// <summary>The few operations of the equations, each as a loop over doubles. A matrix is [row][column].</summary>
internal static class Matrix
{
    public static double[][] Map(double[][] a, Func<int, int, double> value) =>
        [.. a.Select((row, i) => row.Select((_, j) => value(i, j)).ToArray())];

    public static double[][] Add(double[][] a, double[][] b) => Map(a, (i, j) => a[i][j] + b[i][j]);

    public static double[][] Scale(double[][] a, double factor) => Map(a, (i, j) => factor * a[i][j]);

    /// <summary>y = x·Wᵀ + b: x [rows][in], weight row-major [out, in].</summary>
    public static double[][] Linear(double[][] x, double[] weight, double[] bias)
    {
        var outputs = bias.Length;
        var inputs = weight.Length / outputs;
        var y = new double[x.Length][];
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = new double[outputs];
            for (var o = 0; o < outputs; o++)
            {
                var sum = bias[o];
                for (var k = 0; k < inputs; k++)
                {
                    sum += x[i][k] * weight[(o * inputs) + k];
                }

                y[i][o] = sum;
            }
        }

        return y;
    }

    /// <summary>Each row: (x − mean) / √(variance + ε) · weight + bias, with the biased variance.</summary>
    public static double[][] LayerNorm(double[][] x, double[] weight, double[] bias, double epsilon)
    {
        var y = new double[x.Length][];
        for (var i = 0; i < x.Length; i++)
        {
            var (mean, variance) = Moments(x[i]);
            y[i] = new double[x[i].Length];
            for (var j = 0; j < x[i].Length; j++)
            {
                y[i][j] = ((x[i][j] - mean) / Math.Sqrt(variance + epsilon) * weight[j]) + bias[j];
            }
        }

        return y;
    }

    /// <summary>Mean and biased variance.</summary>
    public static (double Mean, double Variance) Moments(double[] row)
    {
        var mean = 0.0;
        foreach (var value in row)
        {
            mean += value / row.Length;
        }

        var variance = 0.0;
        foreach (var value in row)
        {
            variance += (value - mean) * (value - mean) / row.Length;
        }

        return (mean, variance);
    }
}
