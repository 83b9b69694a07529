using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels;

namespace TranslationService.Inference.Sessions;

/// <summary>A package's two graphs, loaded once. Any number of threads may run them, each with a binding of its own.</summary>
internal sealed class OnnxSessions : IDisposable
{
    private OnnxSessions(ModelManifest manifest, ExecutionProvider provider, InferenceSession encoder, InferenceSession decoderStep)
    {
        Manifest = manifest;
        Provider = provider;
        Encoder = encoder;
        DecoderStep = decoderStep;
        FloatType = decoderStep.InputMetadata[GraphNames.SourceMask].ElementDataType;
    }

    public ModelManifest Manifest { get; }

    /// <summary>What really runs the graphs: CUDA or the CPU.</summary>
    public ExecutionProvider Provider { get; }

    public InferenceSession Encoder { get; }

    public InferenceSession DecoderStep { get; }

    /// <summary>The type of every float that crosses the graphs' boundary: fp32, or fp16 in an fp16 package.</summary>
    public TensorElementType FloatType { get; }

    /// <exception cref="ArtifactException">The graphs cannot be loaded, or CUDA was asked for and cannot start.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The sessions are disposed of by this class.")]
    public static OnnxSessions Load(ModelPackage package, EngineOptions options, ILogger logger)
    {
        OnnxLogBridge.Attach(logger);
        var provider = CudaProvider.Choose(options.ExecutionProvider, logger);
        using var sessionOptions = SessionOptionsFor(provider, options);
        InferenceSession? encoder = null;
        try
        {
            encoder = new InferenceSession(package.EncoderPath, sessionOptions);
            return new OnnxSessions(package.Manifest, provider, encoder, new InferenceSession(package.DecoderStepPath, sessionOptions));
        }
        catch (OnnxRuntimeException exception)
        {
            encoder?.Dispose();
            throw new ArtifactException($"{package.Folder}: ONNX Runtime cannot load the graphs: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        DecoderStep.Dispose();
        Encoder.Dispose();
    }

    private static SessionOptions SessionOptionsFor(ExecutionProvider provider, EngineOptions options)
    {
        var sessionOptions = new SessionOptions
        {
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,

            // A pattern is kept for each shape that was ever seen, and batches have thousands.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
        };

        // Threads that spin while they wait collapse under any other load on the machine.
        sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        sessionOptions.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        CustomOperators.Register(sessionOptions);
        if (provider == ExecutionProvider.Cuda)
        {
            sessionOptions.AppendExecutionProvider_CUDA(0);
        }

        return sessionOptions;
    }
}
