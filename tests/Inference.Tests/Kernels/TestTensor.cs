using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Inference.Tests.Kernels;

/// <summary>A tensor for an operator's input: it is the array itself that the operator sees.</summary>
internal sealed record TestTensor(Array Data, long[] Shape)
{
    public int ElementType => Data switch
    {
        float[] => 1,
        sbyte[] => 3,
        byte[] => 2,
        int[] => 6,
        long[] => 7,
        _ => throw new NotSupportedException(),
    };

    public static TestTensor Of<T>(T[] data, params long[] shape) => new(data, shape);

    public OrtValue ToOrtValue() => Data switch
    {
        float[] floats => OrtValue.CreateTensorValueFromMemory(floats, Shape),
        sbyte[] bytes => OrtValue.CreateTensorValueFromMemory(bytes, Shape),
        byte[] bytes => OrtValue.CreateTensorValueFromMemory(bytes, Shape),
        int[] ints => OrtValue.CreateTensorValueFromMemory(ints, Shape),
        long[] longs => OrtValue.CreateTensorValueFromMemory(longs, Shape),
        _ => throw new NotSupportedException(),
    };
}
