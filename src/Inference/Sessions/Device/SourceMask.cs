using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Writes a source mask, [S, 1, 1, T] in the graphs' float type, into memory on the host.</summary>
/// <param name="memory">The memory.</param>
/// <param name="type">The graphs' float type.</param>
/// <param name="sourceTokens">T.</param>
internal sealed class SourceMask(DeviceTensor memory, TensorElementType type, int sourceTokens)
{
    /// <summary>Opens the first <paramref name="length"/> tokens of a slot and masks the rest.</summary>
    public void Set(int slot, int length)
    {
        var tokens = (slot * sourceTokens)..((slot + 1) * sourceTokens);
        if (type == TensorElementType.Float16)
        {
            Fill(memory.Span<Half>()[tokens], length, (Half)GraphNames.MaskedScore);
        }
        else
        {
            Fill(memory.Span<float>()[tokens], length, GraphNames.MaskedScore);
        }
    }

    private static void Fill<T>(Span<T> mask, int length, T masked)
    {
        mask[..length].Clear();
        mask[length..].Fill(masked);
    }
}
