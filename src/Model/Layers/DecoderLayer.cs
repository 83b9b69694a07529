using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Causal self-attention, attention to the encoder's output, then feed-forward.</summary>
internal sealed class DecoderLayer : nn.Module
{
    private readonly Attention _selfAttention;
    private readonly LayerNorm _selfAttentionNorm;
    private readonly Attention _crossAttention;
    private readonly LayerNorm _crossAttentionNorm;
    private readonly FeedForward _feedForward;
    private readonly LayerNorm _feedForwardNorm;

    public DecoderLayer(LayerSettings settings)
        : base(nameof(DecoderLayer))
    {
        var config = settings.Config;
        _selfAttention = new Attention(settings);
        _selfAttentionNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        _crossAttention = new Attention(settings);
        _crossAttentionNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        _feedForward = new FeedForward(settings);
        _feedForwardNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        register_module("self_attention", _selfAttention);
        register_module("self_attention_norm", _selfAttentionNorm);
        register_module("cross_attention", _crossAttention);
        register_module("cross_attention_norm", _crossAttentionNorm);
        register_module("feed_forward", _feedForward);
        register_module("feed_forward_norm", _feedForwardNorm);
    }

    public void Advance(ResidualStream stream, AttentionMask causalMask, Tensor encoderOutput, AttentionMask sourceMask)
    {
        stream.Join(x => _selfAttention.ToItself(x, causalMask), _selfAttentionNorm);
        stream.Join(x => _crossAttention.To(encoderOutput, x, sourceMask), _crossAttentionNorm);
        stream.Join(_feedForward.forward, _feedForwardNorm);
    }
}
