using System.Diagnostics;
using TorchSharp;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>
/// The residual stream of one stack: the only place where the three schemes differ. e starts it, every sublayer f joins it, and
/// <see cref="Output"/> ends it.
/// <code>
/// scheme    start         each sublayer                                output
/// Post-LN   x = e         x ← LN(x + f(x))                             x
/// Pre-LN    x = e         x ← x + f(LN(x))                             LN(x)
/// ResiDual  x = e, d = s·e  h = f(x); d ← d + s·h; x ← LN(x + h)       x + LN(d)
/// </code>
/// </summary>
internal sealed class ResidualStream
{
    private readonly TransformerConfig _config;
    private readonly double _dropout; // of each sublayer's output; 0 when the model is not training
    private Tensor _x; // [S, T, d_model]: what sublayers read
    private Tensor? _dual; // [S, T, d_model]: ResiDual's unnormalised sum

    public ResidualStream(TransformerConfig config, double dropout, Tensor embedded)
    {
        _config = config;
        _dropout = dropout;
        _x = embedded;
        _dual = config.Scheme == ResidualScheme.ResiDual ? Scaled(embedded) : null;
    }

    /// <summary>Lets a sublayer [S, T, d_model] → [S, T, d_model] join with its layer normalisation.</summary>
    public void Join(Func<Tensor, Tensor> sublayer, nn.Module<Tensor, Tensor> norm)
    {
        switch (_config.Scheme)
        {
            case ResidualScheme.PostLN:
                _x = norm.call(_x + Output(sublayer, _x));
                break;
            case ResidualScheme.PreLN:
                _x = _x + Output(sublayer, norm.call(_x));
                break;
            case ResidualScheme.ResiDual:
                var h = Output(sublayer, _x);
                _dual = _dual! + Scaled(h);
                _x = norm.call(_x + h);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What the stack returns, [S, T, d_model]. The norm is there unless the scheme is Post-LN.</summary>
    public Tensor Output(nn.Module<Tensor, Tensor>? finalNorm) => _config.Scheme switch
    {
        ResidualScheme.PostLN => _x,
        ResidualScheme.PreLN => finalNorm!.call(_x),
        ResidualScheme.ResiDual => _x + finalNorm!.call(_dual!),
        _ => throw new UnreachableException(),
    };

    private Tensor Output(Func<Tensor, Tensor> sublayer, Tensor input) =>
        Dropout.Apply(sublayer(input).to(float32), _dropout, training: true);

    private Tensor Scaled(Tensor h) => _config.DualStreamScale == 1f ? h : h * _config.DualStreamScale;
}
