namespace TranslationService.Artifacts.Checkpoints;

/// <summary>The number formats of a checkpoint's tensors; the names are safetensors' own.</summary>
public enum TensorType
{
    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary16.</summary>
    F16,

    /// <summary>The upper half of a binary32.</summary>
    BF16,

    /// <summary>Signed 64-bit integer.</summary>
    I64,
}
