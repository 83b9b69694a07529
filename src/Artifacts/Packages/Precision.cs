namespace TranslationService.Artifacts.Packages;

/// <summary>The number format of a package's large matrices.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>16-bit floating point throughout, for CUDA.</summary>
    Fp16,

    /// <summary>8-bit integer products with scales by activation row and weight column, for the CPU.</summary>
    Int8,
}
