namespace TranslationService.Model;

/// <summary>The number format of a model's matrix products. Master weights, layer normalisation, softmax and loss are fp32 in either.</summary>
public enum ComputePrecision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>bfloat16 products over fp32 master weights; each linear casts its own operands.</summary>
    Bf16,
}
