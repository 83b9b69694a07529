using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Inference.Sessions;

/// <summary>How much memory tensors take.</summary>
internal static class TensorElements
{
    /// <summary>Bytes of one element.</summary>
    public static int Bytes(TensorElementType type) => type switch
    {
        TensorElementType.Float or TensorElementType.Int32 => 4,
        TensorElementType.Float16 => 2,
        TensorElementType.Int64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "fp32, fp16, int32 or int64"),
    };

    /// <summary>Elements of a tensor of that shape.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        long elements = 1;
        foreach (var dimension in shape)
        {
            elements *= dimension;
        }

        return elements;
    }
}
