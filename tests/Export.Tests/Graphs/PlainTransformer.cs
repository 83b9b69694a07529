using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>
/// The equations of the three schemes, in loops over doubles, one sentence, no cache: slow, and written from the equations rather than from
/// the graphs. A sequence is an array of rows, each d_model wide.
/// </summary>
internal sealed class PlainTransformer(TransformerConfig config, SafetensorsFile weights)
{
    private readonly Dictionary<string, NamedTensor> _tensors = weights.Names.ToDictionary(name => name, weights.Read, StringComparer.Ordinal);

    /// <summary>Logits after each target position, [target][vocabulary].</summary>
    public double[][] Logits(IReadOnlyList<int> source, IReadOnlyList<int> target)
    {
        var encoded = Encode(source);
        var decoded = Stack("decoder", config.DecoderLayers, Embed(target), layer =>
        [
            ("self_attention", x => Attention($"{layer}.self_attention", x, x, isCausal: true)),
            ("cross_attention", x => Attention($"{layer}.cross_attention", x, encoded, isCausal: false)),
            ("feed_forward", x => FeedForward($"{layer}.feed_forward", x)),
        ]);
        var embedding = _tensors[TensorNames.Embedding];
        return [.. decoded.Select(row => Enumerable.Range(0, config.VocabularySize).Select(v => Dot(row, embedding.Values, v)).ToArray())];
    }

    private double[][] Encode(IReadOnlyList<int> source) => Stack("encoder", config.EncoderLayers, Embed(source), layer =>
    [
        ("self_attention", x => Attention($"{layer}.self_attention", x, x, isCausal: false)),
        ("feed_forward", x => FeedForward($"{layer}.feed_forward", x)),
    ]);

    private double[][] Stack(string stack, int layers, double[][] e, Func<string, (string Name, Func<double[][], double[][]> F)[]> sublayers)
    {
        var x = e;
        var d = Times(config.DualStreamScale, e);
        for (var i = 0; i < layers; i++)
        {
            foreach (var (name, f) in sublayers($"{stack}.layers.{i}"))
            {
                double[][] LN(double[][] y) => Norm(y, $"{stack}.layers.{i}.{name}_norm", config.LayerNormEpsilon);
                switch (config.Scheme)
                {
                    case ResidualScheme.PostLN:
                        x = LN(Plus(x, f(x)));
                        break;
                    case ResidualScheme.PreLN:
                        x = Plus(x, f(LN(x)));
                        break;
                    default:
                        var h = f(x);
                        d = Plus(d, Times(config.DualStreamScale, h));
                        x = LN(Plus(x, h));
                        break;
                }
            }
        }

        return config.Scheme switch
        {
            ResidualScheme.PostLN => x,
            ResidualScheme.PreLN => Norm(x, $"{stack}.final_norm", config.LayerNormEpsilon),
            _ => Plus(x, Norm(d, $"{stack}.final_norm", config.DualLayerNormEpsilon)),
        };
    }

    private double[][] Embed(IReadOnlyList<int> ids)
    {
        var embedding = _tensors[TensorNames.Embedding].Values;
        return [.. ids.Select((id, position) => Enumerable.Range(0, config.ModelDimension).Select(j =>
        {
            var half = config.ModelDimension / 2;
            var angle = position * Math.Pow(10000, -2.0 * (j % half) / config.ModelDimension);
            return (Math.Sqrt(config.ModelDimension) * embedding[(id * config.ModelDimension) + j]) + (j < half ? Math.Sin(angle) : Math.Cos(angle));
        }).ToArray())];
    }

    private double[][] Attention(string name, double[][] x, double[][] memory, bool isCausal)
    {
        var (q, k, v) = (Linear($"{name}.query", x), Linear($"{name}.key", memory), Linear($"{name}.value", memory));
        var width = config.HeadDimension;
        var context = x.Select(_ => new double[config.ModelDimension]).ToArray();
        for (var t = 0; t < x.Length; t++)
        {
            for (var start = 0; start < config.ModelDimension; start += width)
            {
                var seen = isCausal ? t + 1 : memory.Length;
                var scores = Enumerable.Range(0, seen)
                    .Select(s => Enumerable.Range(start, width).Sum(j => q[t][j] * k[s][j]) / Math.Sqrt(width)).ToArray();
                var sum = scores.Sum(Math.Exp);
                for (var j = start; j < start + width; j++)
                {
                    context[t][j] = Enumerable.Range(0, seen).Sum(s => Math.Exp(scores[s]) / sum * v[s][j]);
                }
            }
        }

        return Linear($"{name}.output", context);
    }

    private double[][] FeedForward(string name, double[][] x) =>
        Linear($"{name}.contract", [.. Linear($"{name}.expand", x).Select(row => row.Select(y => Math.Max(y, 0)).ToArray())]);

    private double[][] Linear(string name, double[][] x)
    {
        var (weight, bias) = (_tensors[$"{name}.weight"], _tensors[$"{name}.bias"]);
        return [.. x.Select(row => Enumerable.Range(0, weight.Shape[0]).Select(o => Dot(row, weight.Values, o) + bias.Values[o]).ToArray())];
    }

    private double[][] Norm(double[][] x, string name, double epsilon)
    {
        var (weight, bias) = (_tensors[$"{name}.weight"].Values, _tensors[$"{name}.bias"].Values);
        return [.. x.Select(row =>
        {
            var mean = row.Average();
            var variance = row.Average(y => (y - mean) * (y - mean));
            return row.Select((y, j) => ((y - mean) / Math.Sqrt(variance + epsilon) * weight[j]) + bias[j]).ToArray();
        })];
    }

    private static double Dot(double[] row, float[] matrix, int matrixRow) =>
        Enumerable.Range(0, row.Length).Sum(j => row[j] * matrix[(matrixRow * row.Length) + j]);

    private static double[][] Plus(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + q).ToArray())];

    private static double[][] Times(double factor, double[][] a) => [.. a.Select(row => row.Select(y => factor * y).ToArray())];
}
