using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Inference.Sessions;

/// <summary>ONNX Runtime's options of the CUDA provider for one graph's session. Each session has an arena of its own.</summary>
internal static class CudaOptions
{
    /// <summary>The options by ONNX Runtime's names.</summary>
    public static Dictionary<string, string> For(EngineOptions options, GraphRole role)
    {
        var cuda = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["device_id"] = Text(options.GpuDevice),

            // By default the arena doubles with every extension, and keeps it.
            ["arena_extend_strategy"] = "kSameAsRequested",
        };
        if (options.GpuMemoryLimitMegabytes > 0)
        {
            cuda["gpu_mem_limit"] = Text(options.GpuMemoryLimitMegabytes * (1L << 20) / 100 * Percent(role));
        }

        if (options.CudaGraphs && role == GraphRole.DecoderStep)
        {
            cuda["enable_cuda_graph"] = "1";
        }

        return cuda;
    }

    /// <summary>Adds the provider to a session's options.</summary>
    public static void AppendTo(SessionOptions session, EngineOptions options, GraphRole role)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(For(options, role));
        session.AppendExecutionProvider_CUDA(cuda);
    }

    // Caches and sources stand in the decoder step's arena, beside its weights and activations.
    private static int Percent(GraphRole role) => role switch
    {
        GraphRole.DecoderStep => 70,
        GraphRole.Encoder => 24,
        GraphRole.Reorder => 5,
        _ => 1,
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
