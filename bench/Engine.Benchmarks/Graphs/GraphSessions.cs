using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels;

namespace TranslationService.Engine.Benchmarks.Graphs;

/// <summary>A package's graphs loaded as the engine loads them on the CPU, one thread an operator; with ONNX Runtime's profiler where wanted.</summary>
internal sealed class GraphSessions : IDisposable
{
    private GraphSessions(InferenceSession encoder, InferenceSession decoderStep)
    {
        Encoder = encoder;
        DecoderStep = decoderStep;
    }

    public InferenceSession Encoder { get; }

    public InferenceSession DecoderStep { get; }

    /// <param name="package">The package.</param>
    /// <param name="profiles">Where each session writes what the profiler saw; null: not profiled.</param>
    public static GraphSessions Load(ModelPackage package, string? profiles = null) =>
        new(Load(package.EncoderPath, profiles), Load(package.DecoderStepPath, profiles));

    public void Dispose()
    {
        Encoder.Dispose();
        DecoderStep.Dispose();
    }

    private static InferenceSession Load(string path, string? profiles)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableMemoryPattern = false,
        };
        CustomOperators.Register(options);
        if (profiles is not null)
        {
            options.ProfileOutputPathPrefix = Path.Combine(profiles, Path.GetFileNameWithoutExtension(path)); // Read when the profiler is switched on.
            options.EnableProfiling = true;
        }

        return new InferenceSession(path, options);
    }
}
