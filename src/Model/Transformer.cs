using TorchSharp;
using TorchSharp.Utils;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Layers;
using static TorchSharp.torch;

namespace TranslationService.Model;

/// <summary>
/// An encoder-decoder Transformer in one of three residual schemes (<see cref="ResidualScheme"/>). Its parameters are registered under the
/// names of <see cref="TensorNames"/>. S sentences; T source tokens and U target tokens, padded on the right with
/// <see cref="VocabularyLayout.PadId"/>; padding never changes a result. Weights come from torch's generator: seed it before.
/// </summary>
public sealed class Transformer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly LayerSettings _settings;
    [ComponentName(Name = "embedding")]
    private readonly TokenEmbedding _embedding;
    [ComponentName(Name = "encoder")]
    private readonly LayerStack<EncoderLayer> _encoder;
    [ComponentName(Name = "decoder")]
    private readonly LayerStack<DecoderLayer> _decoder;

    /// <summary>A new model: random weights, training mode.</summary>
    /// <param name="config">Shapes and scheme.</param>
    /// <param name="dropout">What is dropped in training mode; none by default.</param>
    /// <param name="precision">Of the matrix products.</param>
    /// <exception cref="ArtifactException">The config contradicts itself.</exception>
    public Transformer(TransformerConfig config, DropoutConfig? dropout = null, ComputePrecision precision = ComputePrecision.Fp32)
        : base(nameof(Transformer))
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Problems().Concat(dropout?.Problems() ?? []).FirstOrDefault() is { } problem)
        {
            throw new ArtifactException(problem);
        }

        Config = config;
        _settings = new LayerSettings(config, dropout ?? DropoutConfig.None, precision);
        _embedding = new TokenEmbedding(_settings);
        _encoder = new LayerStack<EncoderLayer>(_settings, config.EncoderLayers, settings => new EncoderLayer(settings));
        _decoder = new LayerStack<DecoderLayer>(_settings, config.DecoderLayers, settings => new DecoderLayer(settings));
        RegisterComponents();
    }

    /// <summary>Shapes and scheme.</summary>
    public TransformerConfig Config { get; }

    /// <summary>Bool [S, T]: true where a token stands, for ids int64 [S, T].</summary>
    public static Tensor MaskOf(Tensor sourceIds)
    {
        ArgumentNullException.ThrowIfNull(sourceIds);
        return sourceIds.ne(VocabularyLayout.PadId);
    }

    /// <summary>The encoder's output, fp32 [S, T, d_model].</summary>
    /// <param name="sourceIds">int64 [S, T].</param>
    /// <param name="sourceMask">bool [S, T]: true where a token stands; <see cref="MaskOf"/>.</param>
    public Tensor Encode(Tensor sourceIds, Tensor sourceMask)
    {
        var mask = AttentionMask.Padding(sourceMask);
        return _encoder.Run(_embedding.Embed(sourceIds), (layer, stream) => layer.Advance(stream, mask));
    }

    /// <summary>The decoder's output, fp32 [S, U, d_model]; position u has seen targetInputs[..u] only.</summary>
    /// <param name="targetInputs">int64 [S, U]; the begin token first.</param>
    /// <param name="encoderOutput">fp32 [S, T, d_model]; <see cref="Encode"/>.</param>
    /// <param name="sourceMask">bool [S, T]: true where a source token stands.</param>
    public Tensor Decode(Tensor targetInputs, Tensor encoderOutput, Tensor sourceMask)
    {
        var mask = AttentionMask.Padding(sourceMask);
        var causal = AttentionMask.Causal(targetInputs.shape[1], targetInputs.device);
        return _decoder.Run(_embedding.Embed(targetInputs), (layer, stream) => layer.Advance(stream, causal, encoderOutput, mask));
    }

    /// <summary>hidden fp32 [..., d_model] to logits fp32 [..., vocabulary]: the product with the embedding, no bias.</summary>
    public Tensor Logits(Tensor hidden) => _embedding.Project(hidden);

    /// <summary>Source ids int64 [S, T] and target inputs int64 [S, U] to logits fp32 [S, U, vocabulary].</summary>
    public override Tensor forward(Tensor sourceIds, Tensor targetInputs)
    {
        var mask = MaskOf(sourceIds);
        return Logits(Decode(targetInputs, Encode(sourceIds, mask), mask));
    }
}
