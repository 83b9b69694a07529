using TranslationService.Artifacts.Architecture;

namespace TranslationService.Engine.Benchmarks.Models;

/// <summary>The architecture of a model of random weights.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Width">d_model.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="FeedForward">Inner width of the feed-forward sublayers.</param>
/// <param name="Layers">Layers of the encoder, and of the decoder.</param>
/// <param name="Vocabulary">Ids.</param>
internal sealed record ModelShape(string Name, int Width, int Heads, int FeedForward, int Layers, int Vocabulary)
{
    /// <summary>The architecture of the model that ships.</summary>
    public static readonly ModelShape S = new("S", 256, 4, 1024, 3, 8000);

    /// <summary>Transformer base.</summary>
    public static readonly ModelShape B = new("B", 512, 8, 2048, 6, 32000);

    public static IReadOnlyList<ModelShape> All { get; } = [S, B];

    public TransformerConfig Config(ResidualScheme scheme) => new()
    {
        Scheme = scheme,
        ModelDimension = Width,
        FeedForwardDimension = FeedForward,
        AttentionHeads = Heads,
        EncoderLayers = Layers,
        DecoderLayers = Layers,
        VocabularySize = Vocabulary,
    };
}
