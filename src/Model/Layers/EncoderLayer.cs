using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Self-attention, then feed-forward.</summary>
internal sealed class EncoderLayer : nn.Module
{
    [ComponentName(Name = "self_attention")]
    private readonly Attention _selfAttention;
    [ComponentName(Name = "self_attention_norm")]
    private readonly LayerNorm _selfAttentionNorm;
    [ComponentName(Name = "feed_forward")]
    private readonly FeedForward _feedForward;
    [ComponentName(Name = "feed_forward_norm")]
    private readonly LayerNorm _feedForwardNorm;

    public EncoderLayer(LayerSettings settings)
        : base(nameof(EncoderLayer))
    {
        var config = settings.Config;
        _selfAttention = new Attention(settings);
        _selfAttentionNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        _feedForward = new FeedForward(settings);
        _feedForwardNorm = nn.LayerNorm(config.ModelDimension, config.LayerNormEpsilon);
        RegisterComponents();
    }

    public void Advance(ResidualStream stream, AttentionMask sourceMask)
    {
        stream.Join(x => _selfAttention.ToItself(x, sourceMask), _selfAttentionNorm);
        stream.Join(_feedForward.forward, _feedForwardNorm);
    }
}
