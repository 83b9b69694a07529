using TranslationService.Artifacts.Architecture;

namespace TranslationService.Training.Configuration;

/// <summary>The config's <c>architecture</c>: <see cref="TransformerConfig"/> but for the vocabulary's size, which the vocabulary decides.</summary>
internal sealed record ArchitectureSection
{
    public ResidualScheme Scheme { get; init; } = ResidualScheme.ResiDual;

    public int ModelDimension { get; init; } = 256;

    public int FeedForwardDimension { get; init; } = 1024;

    public int AttentionHeads { get; init; } = 4;

    public int EncoderLayers { get; init; } = 6;

    public int DecoderLayers { get; init; } = 6;

    public int MaxPositions { get; init; } = 512;

    public float DualStreamScale { get; init; } = 1f;

    public TransformerConfig With(int vocabularySize) => new()
    {
        Scheme = Scheme,
        ModelDimension = ModelDimension,
        FeedForwardDimension = FeedForwardDimension,
        AttentionHeads = AttentionHeads,
        EncoderLayers = EncoderLayers,
        DecoderLayers = DecoderLayers,
        MaxPositions = MaxPositions,
        DualStreamScale = DualStreamScale,
        VocabularySize = vocabularySize,
    };
}
