using System.Diagnostics.CodeAnalysis;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>The tensors of a node while it is computed. Their element types need no check, but where any is let in: ONNX Runtime has done it when it loaded the graph.</summary>
internal readonly unsafe ref struct KernelContext(nint handle, OperatorDefinition definition)
{
    /// <summary>The number of the operator's last input.</summary>
    public int LastInput => definition.Inputs.Count - 1;

    /// <summary>An input of any shape; its data is null where the node leaves it out.</summary>
    public Tensor Input(int index)
    {
        NativeApi.Check(NativeApi.GetInput(handle, (nuint)index, out var value));
        return value == 0 ? default : Tensor.Of(value);
    }

    /// <summary>An input that must have <paramref name="rank"/> dimensions.</summary>
    public Tensor Input(int index, int rank)
    {
        var tensor = Input(index);
        if (tensor.Rank != rank)
        {
            Refuse(index, tensor, $"{rank} dimensions");
        }

        return tensor;
    }

    /// <summary>The data of an input [length].</summary>
    public void* Vector(int index, long length)
    {
        var tensor = Input(index);
        if (tensor.Rank != 1 || tensor[0] != length)
        {
            Refuse(index, tensor, $"[{length}]");
        }

        return tensor.Data;
    }

    /// <summary>The data of an input [length], or null where the node leaves it out.</summary>
    public float* OptionalVector(int index, long length)
    {
        var tensor = Input(index);
        if (tensor.Data != null && (tensor.Rank != 1 || tensor[0] != length))
        {
            Refuse(index, tensor, $"[{length}]");
        }

        return (float*)tensor.Data;
    }

    /// <summary>The data of an input [rows, columns].</summary>
    public void* Matrix(int index, long rows, long columns)
    {
        var tensor = Input(index);
        if (tensor.Rank != 2 || tensor[0] != rows || tensor[1] != columns)
        {
            Refuse(index, tensor, $"[{rows}, {columns}]");
        }

        return tensor.Data;
    }

    /// <summary>The memory of an output, or null where nothing uses an optional one.</summary>
    public void* Output(int index, params ReadOnlySpan<long> shape)
    {
        fixed (long* dimensions = shape)
        {
            NativeApi.Check(NativeApi.GetOutput(handle, (nuint)index, dimensions, (nuint)shape.Length, out var value));
            if (value == 0)
            {
                return null;
            }

            NativeApi.Check(NativeApi.GetData(value, out var data));
            return data;
        }
    }

    /// <summary>Says that an input does not fit.</summary>
    [DoesNotReturn]
    public void Refuse(int index, Tensor tensor, string expected) =>
        throw new OperatorException($"the input {definition.Inputs[index].Name} is {tensor}, not {expected}");
}
