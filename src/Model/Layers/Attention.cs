using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Multi-head attention: softmax(q·kᵀ/√d_head + mask)·v by head, then the output projection (arXiv 1706.03762, section 3.2).</summary>
internal sealed class Attention : nn.Module
{
    private static readonly double ProjectionGain = 1 / Math.Sqrt(2);

    private readonly LayerSettings _settings;
    [ComponentName(Name = "query")]
    private readonly Linear _query;
    [ComponentName(Name = "key")]
    private readonly Linear _key;
    [ComponentName(Name = "value")]
    private readonly Linear _value;
    [ComponentName(Name = "output")]
    private readonly Linear _output;

    public Attention(LayerSettings settings)
        : base(nameof(Attention))
    {
        _settings = settings;
        var d = settings.Config.ModelDimension;
        _query = new Linear(d, d, ProjectionGain, settings.Precision);
        _key = new Linear(d, d, ProjectionGain, settings.Precision);
        _value = new Linear(d, d, ProjectionGain, settings.Precision);
        _output = new Linear(d, d, 1, settings.Precision);
        RegisterComponents();
    }

    /// <summary>Each position of x [S, T, d] looks at those positions of x that the mask lets it see.</summary>
    public Tensor ToItself(Tensor x, AttentionMask mask)
    {
        var parts = Linear.Fused(x, _query, _key, _value).chunk(3, -1);
        return Attend(parts[0], parts[1], parts[2], mask);
    }

    /// <summary>Each position of x [S, U, d] looks at memory [S, T, d].</summary>
    public Tensor To(Tensor memory, Tensor x, AttentionMask mask)
    {
        var parts = Linear.Fused(memory, _key, _value).chunk(2, -1);
        return Attend(_query.forward(x), parts[0], parts[1], mask);
    }

    private Tensor Attend(Tensor query, Tensor key, Tensor value, AttentionMask mask)
    {
        // Written out: over sentences of ten tokens libtorch's fused kernel takes five times as long in bf16 (docs/training.md).
        var scores = matmul(Split(query / Math.Sqrt(_settings.Config.HeadDimension)), Split(key).transpose(2, 3)); // [S, heads, U, T]
        var weights = nn.functional.softmax(scores.to(float32) + mask.Scores, -1);
        var kept = Dropout.Apply(weights, _settings.Dropout.Attention, training).to(value.dtype);
        var heads = matmul(kept, Split(value)); // [S, heads, U, d_head]
        return _output.forward(heads.transpose(1, 2).flatten(2)); // [S, U, d]
    }

    /// <summary>[S, T, d] to [S, heads, T, d_head].</summary>
    private Tensor Split(Tensor x) => x.unflatten(2, _settings.Config.AttentionHeads, _settings.Config.HeadDimension).transpose(1, 2);
}
