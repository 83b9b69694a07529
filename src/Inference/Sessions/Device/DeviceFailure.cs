using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>What an exception of ONNX Runtime says about the device. ONNX Runtime has no codes for these, so its words must do.</summary>
internal static class DeviceFailure
{
    // The arena's own message, CUDA's error, and cuBLAS's.
    private static readonly string[] OutOfMemoryWords =
        ["Failed to allocate memory", "out of memory", "CUDA_ERROR_OUT_OF_MEMORY", "cudaErrorMemoryAllocation", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED"];

    private static readonly string[] DeviceWords = ["CUDA", "CUBLAS", "CUDNN", "cuDNN"];

    /// <summary>Whether memory was short: less at a time may do.</summary>
    public static bool IsOutOfMemory(Exception exception) => exception is OutOfMemoryException || Says(exception, OutOfMemoryWords);

    /// <summary>Whether the device or its driver failed, whatever was asked of it.</summary>
    public static bool IsOfDevice(Exception exception) => !IsOutOfMemory(exception) && Says(exception, DeviceWords);

    private static bool Says(Exception exception, string[] words) =>
        exception is OnnxRuntimeException && Array.Exists(words, word => exception.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
