using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.TinyModels;

/// <summary>
/// Checkpoints of random weights. Linears are Xavier-uniform and the embedding is normal, as in training, but biases are not zero and norms' weights
/// not one, so that nothing that a graph forgets stays hidden; and the embedding is larger, so that searches have clear winners.
/// </summary>
public static class TinyCheckpoint
{
    // Times d_model^-½, the standard deviation in training. Logits then spread over a few nats, as a trained model's do.
    private const float EmbeddingGain = 2f;

    /// <summary>A small model in one of the schemes, over <see cref="TinyVocabulary"/>.</summary>
    public static TransformerConfig Config(ResidualScheme scheme = ResidualScheme.ResiDual) => new()
    {
        Scheme = scheme,
        ModelDimension = 32,
        FeedForwardDimension = 48,
        AttentionHeads = 4,
        EncoderLayers = 2,
        DecoderLayers = 2,
        VocabularySize = TinyVocabulary.Layout.Size,
        MaxPositions = 128,
    };

    /// <summary>Writes a checkpoint that translates en-de and de-en.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="config">With a vocabulary of another size than <see cref="TinyVocabulary"/>'s it takes ids only, no text.</param>
    /// <param name="seed">Decides the weights.</param>
    public static void Write(string folder, TransformerConfig config, int seed)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        var tensors = TensorNames.All(config).Select(t => new NamedTensor(t.Name, t.Shape, Values(t.Name, t.Shape, random))).ToList();
        SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.Weights), tensors, TensorType.F32);
        File.Copy(TinyVocabulary.ModelPath, Path.Combine(folder, CheckpointFiles.Tokenizer), overwrite: true);
        ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Config), new CheckpointConfig
        {
            Name = $"tiny-{config.Scheme}-{seed}",
            Architecture = config,
            Vocabulary = TinyVocabulary.LayoutOf(config.VocabularySize),
            Directions = [new LanguagePair("en", "de"), new LanguagePair("de", "en")],
        });
    }

    private static float[] Values(string name, int[] shape, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, d) => product * d)];
        Func<float> draw = name switch
        {
            TensorNames.Embedding => Normal(random, EmbeddingGain / MathF.Sqrt(shape[1])),
            _ when shape.Length == 2 => Uniform(random, MathF.Sqrt(6f / (shape[0] + shape[1]))),
            _ when name.EndsWith("norm.weight", StringComparison.Ordinal) => () => 1f + (0.2f * ((random.NextSingle() * 2f) - 1f)),
            _ => Uniform(random, 0.1f),
        };
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = draw();
        }

        return values;
    }

    private static Func<float> Uniform(Random random, float bound) => () => bound * ((random.NextSingle() * 2f) - 1f);

    // Box and Muller's transform of two uniform draws.
    private static Func<float> Normal(Random random, float deviation) => () =>
        deviation * MathF.Sqrt(-2f * MathF.Log(1f - random.NextSingle())) * MathF.Cos(2f * MathF.PI * random.NextSingle());
}
