using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Inference.Sessions;

/// <summary>
/// Memory for one tensor of changing shape: it grows and never shrinks, and graphs read and write it in place. Native, since the garbage
/// collector must not move it. Its content does not survive growth.
/// </summary>
internal sealed unsafe class TensorBuffer : IDisposable
{
    // A cache line, and the widest vector register.
    private const nuint Alignment = 64;

    private readonly TensorElementType _elementType;
    private void* _data;
    private long _bytes;

    public TensorBuffer(TensorElementType elementType)
    {
        _elementType = elementType;
        ElementBytes = TensorElements.Bytes(elementType);
    }

    public int ElementBytes { get; }

    /// <summary>Makes room for so many elements.</summary>
    public void Reserve(long elements)
    {
        var bytes = elements * ElementBytes;
        if (bytes <= _bytes)
        {
            return;
        }

        NativeMemory.AlignedFree(_data);
        _data = null;
        _bytes = 0;
        _data = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        _bytes = bytes;
    }

    /// <summary>A tensor of that shape over the first elements. Whoever asks disposes of it; the memory stays the buffer's.</summary>
    public OrtValue Tensor(params ReadOnlySpan<long> shape)
    {
        var elements = TensorElements.Count(shape);
        if (elements * ElementBytes > _bytes)
        {
            throw new ArgumentOutOfRangeException(nameof(shape), $"{elements} elements do not fit in {_bytes} bytes. This is a bug.");
        }

        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, _elementType, shape.ToArray(), (nint)_data, elements * ElementBytes);
    }

    /// <summary>The first <paramref name="elements"/> as what they are.</summary>
    public Span<T> Span<T>(int elements)
        where T : unmanaged => Slice<T>(0, elements);

    /// <summary>Some elements as what they are.</summary>
    public Span<T> Slice<T>(long start, int elements)
        where T : unmanaged
    {
        if (sizeof(T) != ElementBytes || (start + elements) * ElementBytes > _bytes)
        {
            throw new ArgumentOutOfRangeException(nameof(elements), $"{start} + {elements} × {sizeof(T)} bytes do not fit this buffer. This is a bug.");
        }

        return new Span<T>((T*)_data + start, elements);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
        _bytes = 0;
    }
}
