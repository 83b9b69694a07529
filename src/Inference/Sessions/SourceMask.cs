using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions;

/// <summary>The source mask, [S, 1, 1, T] in the graphs' float type; the encoder and the decoder read the same memory.</summary>
internal sealed class SourceMask(TensorElementType floatType) : IDisposable
{
    private int _sourceTokens;

    public TensorBuffer Buffer { get; } = new(floatType);

    /// <summary>Makes room for S sentences of T tokens.</summary>
    public void Reset(int sentences, int sourceTokens)
    {
        _sourceTokens = sourceTokens;
        Buffer.Reserve((long)sentences * sourceTokens);
    }

    /// <summary>Opens the first <paramref name="length"/> tokens of a slot and masks the rest.</summary>
    public void Set(int slot, int length)
    {
        var end = (slot + 1) * _sourceTokens;
        if (floatType == TensorElementType.Float16)
        {
            Fill(Buffer.Span<Half>(end)[(slot * _sourceTokens)..], length, (Half)GraphNames.MaskedScore);
        }
        else
        {
            Fill(Buffer.Span<float>(end)[(slot * _sourceTokens)..], length, GraphNames.MaskedScore);
        }
    }

    /// <summary>Copies a slot's mask into another slot.</summary>
    public void Copy(int from, int to) => Buffer.Copy((long)from * _sourceTokens, (long)to * _sourceTokens, _sourceTokens);

    public void Dispose() => Buffer.Dispose();

    private static void Fill<T>(Span<T> mask, int length, T masked)
    {
        mask[..length].Clear();
        mask[length..].Fill(masked);
    }
}
