using TorchSharp;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Checkpoints;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

/// <summary>Small models with random weights from a seed, and tensors for them.</summary>
internal static class TestModel
{
    public static TransformerConfig Config(ResidualScheme scheme) => new()
    {
        Scheme = scheme,
        ModelDimension = 16,
        FeedForwardDimension = 24,
        AttentionHeads = 2,
        EncoderLayers = 2,
        DecoderLayers = 2,
        VocabularySize = 29,
        MaxPositions = 24,
    };

    /// <summary>
    /// A model in evaluation mode. Unlike at the start of a training, no bias is zero and no norm's weight is one: what the code forgets shows.
    /// </summary>
    public static Transformer Create(TransformerConfig config, int seed = 1, ComputePrecision precision = ComputePrecision.Fp32)
    {
        var model = new Transformer(config, precision: precision);
        var weights = RandomWeights(config, seed);
        ModelWeights.Write(model, name => weights[name]);
        model.eval();
        return model;
    }

    /// <summary>Ids [sentence, longest] as the model takes them: padded on the right.</summary>
    public static Tensor Padded(params int[][] sentences)
    {
        var longest = sentences.Max(s => s.Length);
        var ids = new long[sentences.Length, longest];
        for (var i = 0; i < sentences.Length; i++)
        {
            for (var j = 0; j < longest; j++)
            {
                ids[i, j] = j < sentences[i].Length ? sentences[i][j] : VocabularyLayout.PadId;
            }
        }

        return tensor(ids);
    }

    /// <summary>Random ids, none of them padding.</summary>
    public static int[] Ids(int length, TransformerConfig config, Random random) =>
        [.. Enumerable.Range(0, length).Select(_ => random.Next(VocabularyLayout.PadId + 1, config.VocabularySize))];

    /// <summary>Row <paramref name="sentence"/> of values [sentence, position, width], its first <paramref name="length"/> positions.</summary>
    public static float[][] Rows(Tensor values, int sentence, int length)
    {
        var width = (int)values.shape[2];
        var flat = values[sentence].detach().to(float32).contiguous().data<float>().ToArray();
        return [.. Enumerable.Range(0, length).Select(i => flat[(i * width)..((i + 1) * width)])];
    }

    private static Dictionary<string, NamedTensor> RandomWeights(TransformerConfig config, int seed)
    {
        var random = new Random(seed);
        return TensorNames.All(config).ToDictionary(t => t.Name, t => new NamedTensor(t.Name, t.Shape, Values(t.Name, t.Shape, random)), StringComparer.Ordinal);
    }

    private static float[] Values(string name, int[] shape, Random random)
    {
        var isNormWeight = name.EndsWith("norm.weight", StringComparison.Ordinal);
        var bound = shape.Length == 2 ? MathF.Sqrt(6f / (shape[0] + shape[1])) : 0.3f;
        var values = new float[shape.Aggregate(1, (product, s) => product * s)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (isNormWeight ? 1f : 0f) + (bound * ((random.NextSingle() * 2f) - 1f));
        }

        return values;
    }
}
