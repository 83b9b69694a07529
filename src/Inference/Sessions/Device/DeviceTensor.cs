using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Memory of a fixed size on the device, or on the host within the device's reach, for tensors of one type.</summary>
internal sealed unsafe class DeviceTensor : IDisposable
{
    private readonly OrtAllocator _allocator;
    private readonly TensorElementType _type;
    private readonly OrtMemoryAllocation _memory;

    /// <exception cref="OnnxRuntimeException">There is not so much memory.</exception>
    public DeviceTensor(OrtAllocator allocator, TensorElementType type, long elements)
    {
        _allocator = allocator;
        _type = type;
        Elements = elements;
        ElementBytes = TensorElements.Bytes(type);
        _memory = allocator.Allocate(checked((uint)(elements * ElementBytes)));
    }

    public long Elements { get; }

    private int ElementBytes { get; }

    private byte* Data => (byte*)_memory.DangerousGetHandle();

    /// <summary>A tensor over the elements from <paramref name="first"/> on. Whoever asks disposes of it; the memory stays.</summary>
    public OrtValue View(long first, params ReadOnlySpan<long> shape)
    {
        var elements = TensorElements.Count(shape);
        if (first + elements > Elements)
        {
            throw new ArgumentOutOfRangeException(nameof(shape), $"{elements} elements from {first} on do not fit in {Elements}. This is a bug.");
        }

        return OrtValue.CreateTensorValueWithData(
            _allocator.Info, _type, shape.ToArray(), (nint)(Data + (first * ElementBytes)), elements * ElementBytes);
    }

    /// <summary>All elements as what they are; only on the host.</summary>
    public Span<T> Span<T>()
        where T : unmanaged
    {
        if (sizeof(T) != ElementBytes)
        {
            throw new InvalidOperationException($"{typeof(T)} is not {_type}. This is a bug.");
        }

        return new Span<T>(Data, checked((int)Elements));
    }

    public void Dispose() => _memory.Dispose();
}
