using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Causal self-attention, attention to the encoder's output, then feed-forward.</summary>
internal sealed class DecoderLayer : nn.Module
{
    [ComponentName(Name = "self_attention")]
    private readonly Attention _selfAttention;
    [ComponentName(Name = "self_attention_norm")]
    private readonly LayerNorm _selfAttentionNorm;
    [ComponentName(Name = "cross_attention")]
    private readonly Attention _crossAttention;
    [ComponentName(Name = "cross_attention_norm")]
    private readonly LayerNorm _crossAttentionNorm;
    [ComponentName(Name = "feed_forward")]
    private readonly FeedForward _feedForward;
    [ComponentName(Name = "feed_forward_norm")]
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
        RegisterComponents();
    }

    public void Advance(ResidualStream stream, AttentionMask causalMask, Tensor encoderOutput, AttentionMask sourceMask)
    {
        stream.Join(x => _selfAttention.ToItself(x, causalMask), _selfAttentionNorm);
        stream.Join(x => _crossAttention.To(encoderOutput, x, sourceMask), _crossAttentionNorm);
        stream.Join(_feedForward.forward, _feedForwardNorm);
    }
}
