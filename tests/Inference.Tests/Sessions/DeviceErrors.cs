using System.Reflection;
using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Inference.Tests.Sessions;

/// <summary>Errors in the words in which ONNX Runtime reports a GPU's; its exception has no public constructor.</summary>
internal static class DeviceErrors
{
    public static Exception OutOfMemory() => Of("onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 4294967296");

    public static Exception OfDevice() => Of("CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; file=cuda_stream_handle.cc");

    public static Exception OfInput() => Of("Non-zero status code returned while running Gather node: indices element out of data bounds");

    private static Exception Of(string message)
    {
        var constructor = typeof(OnnxRuntimeException).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Public)[0];
        var code = constructor.GetParameters()[0].ParameterType;
        return (Exception)constructor.Invoke([Enum.ToObject(code, 1), message]);
    }
}
