using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Model.Tests.Equations;

/// <summary>
/// The Transformer as the papers write it, for one sentence at a time and so without padding or masks: plain loops over doubles, written
/// from the equations and not from src/Model. Slow, and meant to be compared with.
/// </summary>
internal sealed class EquationTransformer(TransformerConfig config, IEnumerable<NamedTensor> tensors)
{
    private readonly Dictionary<string, double[]> _weights = tensors.ToDictionary(
        w => w.Name, w => w.Values.Select(v => (double)v).ToArray(), StringComparer.Ordinal);

    /// <summary>Source ids to the encoder's output.</summary>
    public StackOutput Encode(IReadOnlyList<int> sourceIds)
    {
        var sublayers = new List<(string Norm, Func<double[][], double[][]> Apply)>();
        for (var i = 0; i < config.EncoderLayers; i++)
        {
            var layer = $"encoder.layers.{i}";
            sublayers.Add(($"{layer}.self_attention_norm", x => Attention($"{layer}.self_attention", x, x, isCausal: false)));
            sublayers.Add(($"{layer}.feed_forward_norm", x => FeedForward($"{layer}.feed_forward", x)));
        }

        return Stack("encoder", Embed(sourceIds), sublayers);
    }

    /// <summary>Target inputs and the encoder's output to the decoder's output.</summary>
    public StackOutput Decode(IReadOnlyList<int> targetInputs, double[][] encoderOutput)
    {
        var sublayers = new List<(string Norm, Func<double[][], double[][]> Apply)>();
        for (var i = 0; i < config.DecoderLayers; i++)
        {
            var layer = $"decoder.layers.{i}";
            sublayers.Add(($"{layer}.self_attention_norm", x => Attention($"{layer}.self_attention", x, x, isCausal: true)));
            sublayers.Add(($"{layer}.cross_attention_norm", x => Attention($"{layer}.cross_attention", x, encoderOutput, isCausal: false)));
            sublayers.Add(($"{layer}.feed_forward_norm", x => FeedForward($"{layer}.feed_forward", x)));
        }

        return Stack("decoder", Embed(targetInputs), sublayers);
    }

    /// <summary>[position][vocabulary] hidden · Embeddingᵀ.</summary>
    public double[][] Logits(double[][] hidden) =>
        Matrix.Linear(hidden, _weights[TensorNames.Embedding], new double[config.VocabularySize]);

    /// <summary>√d · E[id] + sinusoid: sin(p·10000^(−2j/d)) in column j, the cosine in column d/2 + j.</summary>
    private double[][] Embed(IReadOnlyList<int> ids)
    {
        var d = config.ModelDimension;
        var table = _weights[TensorNames.Embedding];
        var e = new double[ids.Count][];
        for (var p = 0; p < ids.Count; p++)
        {
            e[p] = new double[d];
            for (var j = 0; j < d / 2; j++)
            {
                var angle = p / Math.Pow(10000, 2.0 * j / d);
                e[p][j] = (Math.Sqrt(d) * table[(ids[p] * d) + j]) + Math.Sin(angle);
                e[p][(d / 2) + j] = (Math.Sqrt(d) * table[(ids[p] * d) + (d / 2) + j]) + Math.Cos(angle);
            }
        }

        return e;
    }

    private StackOutput Stack(string stack, double[][] e, List<(string Norm, Func<double[][], double[][]> Apply)> sublayers)
    {
        var x = e;
        switch (config.Scheme)
        {
            case ResidualScheme.PostLN:
                foreach (var (norm, f) in sublayers)
                {
                    x = Normalize(norm, Matrix.Add(x, f(x)), config.LayerNormEpsilon);
                }

                return new StackOutput(x, null);

            case ResidualScheme.PreLN:
                foreach (var (norm, f) in sublayers)
                {
                    x = Matrix.Add(x, f(Normalize(norm, x, config.LayerNormEpsilon)));
                }

                return new StackOutput(Normalize($"{stack}.final_norm", x, config.LayerNormEpsilon), null);

            default:
                var s = (double)config.DualStreamScale;
                var d = Matrix.Scale(e, s);
                foreach (var (norm, f) in sublayers)
                {
                    var h = f(x);
                    d = Matrix.Add(d, Matrix.Scale(h, s));
                    x = Normalize(norm, Matrix.Add(x, h), config.LayerNormEpsilon);
                }

                return new StackOutput(Matrix.Add(x, Normalize($"{stack}.final_norm", d, config.DualLayerNormEpsilon)), d);
        }
    }

    private double[][] Attention(string name, double[][] x, double[][] memory, bool isCausal)
    {
        var query = Linear($"{name}.query", x);
        var key = Linear($"{name}.key", memory);
        var value = Linear($"{name}.value", memory);
        var width = config.ModelDimension / config.AttentionHeads;
        var joined = Matrix.Map(x, (_, _) => 0);
        for (var head = 0; head < config.AttentionHeads; head++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var weights = AttentionWeights(query[i], key, head * width, isCausal ? i + 1 : memory.Length);
                for (var j = head * width; j < (head + 1) * width; j++)
                {
                    for (var t = 0; t < weights.Length; t++)
                    {
                        joined[i][j] += weights[t] * value[t][j];
                    }
                }
            }
        }

        return Linear($"{name}.output", joined);
    }

    /// <summary>softmax over the first <paramref name="visible"/> positions of q·k/√width, of the head that starts at that column.</summary>
    private double[] AttentionWeights(double[] query, double[][] key, int firstColumn, int visible)
    {
        var width = config.ModelDimension / config.AttentionHeads;
        var weights = new double[visible];
        var sum = 0.0;
        for (var t = 0; t < visible; t++)
        {
            var score = 0.0;
            for (var j = firstColumn; j < firstColumn + width; j++)
            {
                score += query[j] * key[t][j];
            }

            weights[t] = Math.Exp(score / Math.Sqrt(width));
            sum += weights[t];
        }

        for (var t = 0; t < visible; t++)
        {
            weights[t] /= sum;
        }

        return weights;
    }

    private double[][] FeedForward(string name, double[][] x)
    {
        var inner = Linear($"{name}.expand", x);
        return Linear($"{name}.contract", Matrix.Map(inner, (i, j) => Math.Max(0, inner[i][j])));
    }

    private double[][] Linear(string name, double[][] x) => Matrix.Linear(x, _weights[$"{name}.weight"], _weights[$"{name}.bias"]);

    private double[][] Normalize(string name, double[][] x, double epsilon) =>
        Matrix.LayerNorm(x, _weights[$"{name}.weight"], _weights[$"{name}.bias"], epsilon);
}
