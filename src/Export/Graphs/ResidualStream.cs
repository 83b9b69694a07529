using System.Diagnostics;
using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>
/// The residual stream of one stack, [row, d_model]: the only place where the three schemes differ (<see cref="ResidualScheme"/>).
/// Layer normalisation always computes in fp32 (ONNX's stash_type 1), whatever the type of the values.
/// </summary>
internal sealed class ResidualStream
{
    // In fp16 the dual stream is kept 16 times smaller than the checkpoint says, lest a deep sum leaves fp16's range. With ε 256 times
    // smaller, LN(d/16) is LN(d) exactly.
    private const float HalfPrecisionShrink = 1f / 16f;

    private readonly GraphBuilder _graph;
    private readonly ModelWeights _weights;
    private readonly IProducts _products;
    private readonly float _dualScale;
    private readonly float _finalEpsilon;
    private string _x; // what sublayers read
    private string _dual; // ResiDual's unnormalised sum

    public ResidualStream(GraphBuilder graph, ModelWeights weights, IProducts products, string embedded)
    {
        var config = weights.Config;
        var isShrunk = config.Scheme == ResidualScheme.ResiDual && products.Values == ElementType.Float16;
        _graph = graph;
        _weights = weights;
        _products = products;
        _dualScale = isShrunk ? config.DualStreamScale * HalfPrecisionShrink : config.DualStreamScale;
        _finalEpsilon = isShrunk ? config.FinalNormEpsilon * HalfPrecisionShrink * HalfPrecisionShrink : config.FinalNormEpsilon;
        _x = embedded;
        _dual = config.Scheme == ResidualScheme.ResiDual ? Scaled(embedded) : GraphBuilder.Absent;
    }

    /// <summary>Lets a sublayer join: a function from the value that it reads to its output.</summary>
    /// <param name="norm">The name of its layer normalisation in the checkpoint.</param>
    /// <param name="sublayer">[row, d_model] to [row, d_model].</param>
    public void Join(string norm, Func<string, string> sublayer)
    {
        switch (_weights.Config.Scheme)
        {
            case ResidualScheme.PostLN:
                _x = Norm(Add(_x, sublayer(_x)), norm, _weights.Config.LayerNormEpsilon);
                break;
            case ResidualScheme.PreLN:
                _x = Add(_x, sublayer(Norm(_x, norm, _weights.Config.LayerNormEpsilon)));
                break;
            case ResidualScheme.ResiDual:
                var h = sublayer(_x);
                _dual = Add(_dual, Scaled(h));
                _x = Norm(Add(_x, h), norm, _weights.Config.LayerNormEpsilon);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>What the stack returns.</summary>
    /// <param name="finalNorm">The name of the stack's own normalisation; Post-LN has none.</param>
    public string Output(string finalNorm) => _weights.Config.Scheme switch
    {
        ResidualScheme.PostLN => _x,
        ResidualScheme.PreLN => Norm(_x, finalNorm, _finalEpsilon),
        ResidualScheme.ResiDual => Add(_x, Norm(_dual, finalNorm, _finalEpsilon)),
        _ => throw new UnreachableException(),
    };

    private string Norm(string x, string name, float epsilon)
    {
        var width = _weights.Config.ModelDimension;
        var weight = _graph.Floats($"{name}.weight", _products.Values, _weights[$"{name}.weight"].Values, width);
        var bias = _graph.Floats($"{name}.bias", _products.Values, _weights[$"{name}.bias"].Values, width);
        return _graph.Node("LayerNormalization", [x, weight, bias], Attributes.Int("axis", -1), Attributes.Float("epsilon", epsilon));
    }

    private string Add(string a, string b) => _graph.Node("Add", [a, b]);

    private string Scaled(string h) => _dualScale == 1f ? h : _graph.Node("Mul", [h, _graph.Scalar(_products.Values, _dualScale)]);
}
