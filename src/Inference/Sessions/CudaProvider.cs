using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Sessions;

/// <summary>Finds out whether CUDA can start, and what is missing where it cannot.</summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    /// <summary>What the graphs will run on: CUDA or the CPU.</summary>
    /// <exception cref="ArtifactException">CUDA was asked for and cannot start.</exception>
    public static ExecutionProvider Choose(ExecutionProvider wanted, ILogger logger)
    {
        if (wanted == ExecutionProvider.Cpu)
        {
            return ExecutionProvider.Cpu;
        }

        if (Missing() is not { } missing)
        {
            return ExecutionProvider.Cuda;
        }

        if (wanted == ExecutionProvider.Cuda)
        {
            throw new ArtifactException($"Inference:ExecutionProvider is Cuda, but CUDA cannot start: {missing}");
        }

        Log.RunsOnCpu(logger, missing);
        return ExecutionProvider.Cpu;
    }

    private static string? Missing()
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(Name, StringComparer.Ordinal))
        {
            return "libonnxruntime_providers_cuda.so is missing; this build has ONNX Runtime for the CPU (build with -p:OnnxRuntimeFlavor=Gpu)";
        }

        try
        {
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA(0);
            return null;
        }
        catch (OnnxRuntimeException exception)
        {
            // ONNX Runtime's own words: they name the library that the loader did not find, or the driver's error.
            return exception.Message;
        }
    }
}
