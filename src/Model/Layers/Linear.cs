using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>
/// y = x·Wᵀ + b. In bf16 the operands are cast here, at every call, from fp32 master weights, and y is bf16; so gradients reach the
/// masters in fp32 (docs/training.md has the speeds).
/// </summary>
internal sealed class Linear : nn.Module<Tensor, Tensor>
{
    private readonly ComputePrecision _precision;
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [out, in]
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [out]

    /// <summary>Xavier-uniform weights of the given gain, zero biases.</summary>
    public Linear(int inputs, int outputs, double gain, ComputePrecision precision)
        : base(nameof(Linear))
    {
        _precision = precision;
        _weight = new Parameter(empty(outputs, inputs));
        _bias = new Parameter(zeros(outputs));
        nn.init.xavier_uniform_(_weight, gain);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Products.Linear(x, _weight, _bias, _precision);

    /// <summary>Several linears of one input as one product: x [..., in] to [..., Σ out], in the order given.</summary>
    public static Tensor Fused(Tensor x, params Linear[] linears)
    {
        using var weight = cat([.. linears.Select(l => l._weight)], 0);
        using var bias = cat([.. linears.Select(l => l._bias)], 0);
        return Products.Linear(x, weight, bias, linears[0]._precision);
    }
}
