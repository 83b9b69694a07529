using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Kernels;
using TranslationService.Inference.Sessions.Failover;

namespace TranslationService.Inference.Sessions;

/// <summary>A package's graphs, loaded once. Any number of threads may run them, each with a binding of its own.</summary>
internal sealed class OnnxSessions : IDisposable
{
    private readonly EngineOptions _options;
    private readonly InferenceSession?[] _sessions = new InferenceSession?[Enum.GetValues<GraphRole>().Length];
    private int _capturedSteps;

    private OnnxSessions(ModelManifest manifest, ExecutionProvider provider, EngineOptions options, OnnxSessions? fallback)
    {
        Manifest = manifest;
        Provider = provider;
        _options = options;
        Fallback = fallback;
        Health = new ProviderHealth(provider, fallback is not null, TimeProvider.System);
    }

    public ModelManifest Manifest { get; }

    /// <summary>Model and provider as metrics name them.</summary>
    public EngineIdentity Identity => EngineIdentity.Of(Manifest, Provider, _options.GpuDevice);

    /// <summary>What the graphs were loaded on: CUDA or the CPU.</summary>
    public ExecutionProvider Provider { get; }

    /// <summary>Whether that provider does what it should, as the workers see it.</summary>
    public ProviderHealth Health { get; }

    /// <summary>The package that takes over on the CPU when the GPU fails repeatedly; null where none is configured, and on the CPU.</summary>
    public OnnxSessions? Fallback { get; }

    public InferenceSession Encoder => Session(GraphRole.Encoder);

    public InferenceSession DecoderStep => Session(GraphRole.DecoderStep);

    /// <summary>Moves lines of tensors on the device; only in the padded layout.</summary>
    public InferenceSession Reorder => Session(GraphRole.Reorder);

    /// <summary>Copies between host and device; only in the padded layout.</summary>
    public InferenceSession Transfer => Session(GraphRole.Transfer);

    /// <summary>The type of every float that crosses the graphs' boundary: fp32, or fp16 in an fp16 package.</summary>
    public TensorElementType FloatType => Manifest.Precision == Precision.Fp16 ? TensorElementType.Float16 : TensorElementType.Float;

    /// <summary>The GPU's number; means something on CUDA only.</summary>
    public int GpuDevice => _options.GpuDevice;

    /// <summary>How long a GPU that failed repeatedly is left alone.</summary>
    public TimeSpan GpuRetry => TimeSpan.FromSeconds(_options.GpuRetrySeconds);

    /// <summary>Whether decoder steps are captured as CUDA graphs.</summary>
    public bool UsesCudaGraphs => _options.CudaGraphs && Provider == ExecutionProvider.Cuda;

    /// <summary>A number that no other captured step of these sessions has.</summary>
    public int NextCapturedStep() => Interlocked.Increment(ref _capturedSteps);

    /// <exception cref="ArtifactException">The graphs cannot be loaded, or CUDA was asked for and cannot start or cannot run such a package.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever loads the sessions disposes of them.")]
    public static OnnxSessions Load(ModelPackage package, EngineOptions options, ILogger logger)
    {
        OnnxLogBridge.Attach(logger);
        return CudaProvider.Choose(package.Manifest, options, logger) == ExecutionProvider.Cpu
            ? Load(package, new OnnxSessions(package.Manifest, ExecutionProvider.Cpu, options, fallback: null))
            : LoadOnCuda(package, options, FallbackPackage.For(package, options, logger));
    }

    public void Dispose()
    {
        foreach (var session in _sessions)
        {
            session?.Dispose();
        }

        Fallback?.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever loads the sessions disposes of them.")]
    private static OnnxSessions LoadOnCuda(ModelPackage package, EngineOptions options, ModelPackage? fallback)
    {
        if (options is { CudaGraphs: true, Workers: > 1 })
        {
            throw new ArtifactException($"Inference:CudaGraphs takes one worker, for a captured step cannot run twice at a time; Inference:Workers is {options.Workers}");
        }

        var standBy = fallback is null
            ? null
            : Load(fallback, new OnnxSessions(fallback.Manifest, ExecutionProvider.Cpu, options, fallback: null));
        return Load(package, new OnnxSessions(package.Manifest, ExecutionProvider.Cuda, options, standBy));
    }

    private static OnnxSessions Load(ModelPackage package, OnnxSessions sessions)
    {
        try
        {
            foreach (var (role, path) in GraphsOf(package))
            {
                sessions.Load(role, path);
            }
        }
        catch (OnnxRuntimeException exception)
        {
            sessions.Dispose();
            throw new ArtifactException($"{package.Folder}: ONNX Runtime cannot load the graphs: {exception.Message}", exception);
        }
        catch (ArtifactException)
        {
            sessions.Dispose();
            throw;
        }

        return sessions;
    }

    private static List<(GraphRole Role, string Path)> GraphsOf(ModelPackage package)
    {
        List<(GraphRole, string)> graphs = [(GraphRole.Encoder, package.EncoderPath), (GraphRole.DecoderStep, package.DecoderStepPath)];
        if (package.Manifest.Layout == GraphLayout.Padded)
        {
            graphs.Add((GraphRole.Reorder, package.ReorderPath ?? throw Lacks(package, "reorder")));
            graphs.Add((GraphRole.Transfer, package.TransferPath ?? throw Lacks(package, "transfer")));
        }

        return graphs;
    }

    private static ArtifactException Lacks(ModelPackage package, string graph) =>
        new($"{package.Folder} is padded and names no {graph} graph in its manifest; export the checkpoint again with this version");

    private InferenceSession Session(GraphRole role) =>
        _sessions[(int)role] ?? throw new InvalidOperationException($"A {Manifest.Layout} package has no {role} graph. This is a bug.");

    private void Load(GraphRole role, string path)
    {
        using var sessionOptions = SessionOptionsFor(role);
        var session = new InferenceSession(path, sessionOptions);
        _sessions[(int)role] = session;
        GraphContracts.Of(Manifest, role).Check(path, session);
    }

    private SessionOptions SessionOptionsFor(GraphRole role)
    {
        var sessionOptions = new SessionOptions
        {
            IntraOpNumThreads = _options.IntraOpThreads,
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
        if (Provider == ExecutionProvider.Cuda)
        {
            CudaOptions.AppendTo(sessionOptions, _options, role);
        }

        return sessionOptions;
    }
}
