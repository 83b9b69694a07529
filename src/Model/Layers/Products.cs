using TorchSharp;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Matrix products in the chosen precision.</summary>
internal static class Products
{
    /// <summary>x [..., in] · weightᵀ [in, out] + bias [out], in the precision's own type.</summary>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias, ComputePrecision precision)
    {
        if (precision == ComputePrecision.Fp32)
        {
            return nn.functional.linear(x, weight, bias!);
        }

        return nn.functional.linear(x.to(bfloat16), weight.to(bfloat16), bias?.to(bfloat16)!);
    }
}
