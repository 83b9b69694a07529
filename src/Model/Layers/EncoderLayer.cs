using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Self-attention, then feed-forward.</summary>
internal sealed class EncoderLayer : nn.Module
{
    private readonly Attention _selfAttention;
    private readonly LayerNorm _selfAttentionNorm;
    private readonly FeedForward _feedForward;
    private readonly LayerNorm _feedForwardNorm;

    public EncoderLayer(LayerSettings settings)
        : base(nameof(EncoderLayer))
    {
        var config = settings.Config;
        _selfAttention = new Attention(settings);
        _selfAttentionNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        _feedForward = new FeedForward(settings);
        _feedForwardNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        register_module("self_attention", _selfAttention);
        register_module("self_attention_norm", _selfAttentionNorm);
        register_module("feed_forward", _feedForward);
        register_module("feed_forward_norm", _feedForwardNorm);
    }

    public void Advance(ResidualStream stream, AttentionMask sourceMask)
    {
        stream.Join(x => _selfAttention.ToItself(x, sourceMask), _selfAttentionNorm);
        stream.Join(_feedForward.forward, _feedForwardNorm);
    }
}
