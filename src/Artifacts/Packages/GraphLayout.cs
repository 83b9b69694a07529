namespace TranslationService.Artifacts.Packages;

/// <summary>How a package's graphs lay out a batch, and so which operators they need and which provider runs them.</summary>
public enum GraphLayout
{
    /// <summary>
    /// Rows of any length back to back, no padding and no mask, with this service's own operators (<see cref="RaggedOperators"/>): fp32 and int8, on the CPU only.
    /// Inputs and outputs are <see cref="RaggedGraphNames"/>.
    /// </summary>
    Ragged,

    /// <summary>
    /// Padded rectangles with ONNX Runtime's own operators: fp16 for CUDA, and fp32. The CPU provider runs it too. Inputs and outputs are <see cref="GraphNames"/>.
    /// </summary>
    Padded,
}
