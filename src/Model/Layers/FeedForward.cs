using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>ReLU(x·W₁ + b₁)·W₂ + b₂, position by position.</summary>
internal sealed class FeedForward : nn.Module<Tensor, Tensor>
{
    private readonly double _dropout;
    [ComponentName(Name = "expand")]
    private readonly Linear _expand;
    [ComponentName(Name = "contract")]
    private readonly Linear _contract;

    public FeedForward(LayerSettings settings)
        : base(nameof(FeedForward))
    {
        var (d, inner) = (settings.Config.ModelDimension, settings.Config.FeedForwardDimension);
        _dropout = settings.Dropout.Activation;
        _expand = new Linear(d, inner, 1, settings.Precision);
        _contract = new Linear(inner, d, 1, settings.Precision);
        RegisterComponents();
    }

    /// <summary>[S, T, d] to [S, T, d].</summary>
    public override Tensor forward(Tensor x)
    {
        var inner = nn.functional.relu(_expand.forward(x)); // [S, T, inner]
        return _contract.forward(Dropout.Apply(inner, _dropout, training));
    }
}
