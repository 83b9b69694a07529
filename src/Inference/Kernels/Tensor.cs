using System.Globalization;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>A tensor that ONNX Runtime owns, valid while the node is computed.</summary>
internal readonly unsafe struct Tensor
{
    private readonly long* _dimensions;

    private Tensor(void* data, ElementType type, long* dimensions, int rank)
    {
        Type = type;
        Data = data;
        _dimensions = dimensions;
        Rank = rank;
    }

    /// <summary>The elements in row-major order. A tensor without elements has an address too.</summary>
    public void* Data { get; }

    /// <summary>The elements' type.</summary>
    public ElementType Type { get; }

    /// <summary>The number of dimensions.</summary>
    public int Rank { get; }

    /// <summary>A dimension.</summary>
    public long this[int dimension] => _dimensions[dimension];

    public static Tensor Of(nint value)
    {
        NativeApi.Check(NativeApi.GetTypeAndShape(value, out var type, out var dimensions, out var rank));
        NativeApi.Check(NativeApi.GetData(value, out var data));
        return new Tensor(data, type, dimensions, (int)rank);
    }

    /// <summary>The shape.</summary>
    public override string ToString() =>
        Data == null ? "left out" : string.Create(CultureInfo.InvariantCulture, $"[{string.Join(", ", new ReadOnlySpan<long>(_dimensions, Rank).ToArray())}]");
}
