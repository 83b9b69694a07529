using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Sessions;

/// <summary>Finds out whether CUDA can start, and what is missing where it cannot.</summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    /// <summary>What the graphs will run on: CUDA or the CPU.</summary>
    /// <exception cref="ArtifactException">CUDA was asked for, and cannot start or cannot run such a package.</exception>
    public static ExecutionProvider Choose(ModelManifest manifest, EngineOptions options, ILogger logger)
    {
        if (options.ExecutionProvider == ExecutionProvider.Cpu)
        {
            return ExecutionProvider.Cpu;
        }

        // On CUDA the padded graphs' GroupQueryAttention computes in 16 bits only, and the operators of ragged graphs are for the CPU.
        var isForCuda = manifest is { Layout: GraphLayout.Padded, Precision: Precision.Fp16 };
        var missing = isForCuda ? Missing(options.GpuDevice) : null;
        if (options.ExecutionProvider == ExecutionProvider.Cuda)
        {
            return !isForCuda
                ? throw new ArtifactException(
                    $"Inference:ExecutionProvider is Cuda, but {manifest.Name} {manifest.Version} is {manifest.Precision} in the {manifest.Layout} layout, which is for the CPU; export it with --precision fp16")
                : missing is not null
                ? throw new ArtifactException($"Inference:ExecutionProvider is Cuda, but CUDA cannot start: {missing}")
                : ExecutionProvider.Cuda;
        }

        if (missing is not null)
        {
            Log.RunsOnCpu(logger, missing);
        }

        return isForCuda && missing is null ? ExecutionProvider.Cuda : ExecutionProvider.Cpu;
    }

    private static string? Missing(int device)
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(Name, StringComparer.Ordinal))
        {
            return "libonnxruntime_providers_cuda.so is missing; this build has ONNX Runtime for the CPU (build with -p:OnnxRuntimeFlavor=Gpu)";
        }

        try
        {
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA(device);
            return null;
        }
        catch (OnnxRuntimeException exception)
        {
            // ONNX Runtime's own words: they name the library that the loader did not find, or the driver's error.
            return exception.Message;
        }
    }
}
