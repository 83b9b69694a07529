using System.ComponentModel.DataAnnotations;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference;

/// <summary>How the engine runs. The configuration section is <see cref="SectionName"/>.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Inference";

    /// <summary>The folders of the model packages that a service loads, one engine each. <see cref="Translator"/> itself is given its package.</summary>
    /// <value>At least one; no default.</value>
    [Required]
    [MinLength(1)]
    public IReadOnlyList<string> ModelFolders { get; init; } = [];

    /// <summary>How often a service looks whether a package in one of the folders has been replaced.</summary>
    /// <value>0 (never) to 86,400 seconds; default 10.</value>
    [Range(0, 86_400)]
    public int ModelPollSeconds { get; init; } = 10;

    /// <summary>Where the graphs run.</summary>
    /// <value>Auto, Cuda or Cpu; default Auto: CUDA where it can start, or else the CPU with a warning.</value>
    [EnumDataType(typeof(ExecutionProvider))]
    public ExecutionProvider ExecutionProvider { get; init; } = ExecutionProvider.Auto;

    /// <summary>
    /// Threads inside one operator. Two workers with one thread each decode nearly twice as many small batches as one worker with two.
    /// </summary>
    /// <value>1 to 64; default 1.</value>
    [Range(1, 64)]
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>
    /// Batches of one model that run at the same time, each on a thread of its own; they share the weights. Several models' workers share the cores:
    /// those that have nothing to do cost nothing.
    /// </summary>
    /// <value>0 to 256; default 0: one a core on the CPU, one on CUDA.</value>
    [Range(0, 256)]
    public int Workers { get; init; }

    /// <summary>The most decoder rows of a batch: sentences × beam.</summary>
    /// <value>32 (the widest beam) to 4096; default 40: on a CPU more rows cost as much each or more, and everyone waits longer for a step.</value>
    [Range(DecodingOptions.MaxBeamSize, 4096)]
    public int MaxBatchRows { get; init; } = 40;

    /// <summary>The most source tokens of a batch's sentences together. At least the model's positions.</summary>
    /// <value>64 to 1,048,576; default 4096.</value>
    [Range(64, 1 << 20)]
    public int MaxBatchTokens { get; init; } = 4096;

    /// <summary>The most source tokens of one request, language and end tokens counted; more are refused as <see cref="TranslationErrorKind.TooLarge"/>.</summary>
    /// <value>1 to 1,073,741,824; default 65,536: about 200,000 characters of English.</value>
    [Range(1, 1 << 30)]
    public int MaxRequestTokens { get; init; } = 65_536;

    /// <summary>
    /// How long a request may wait in the queue without one of its sentences in a batch; then it is refused as <see cref="TranslationErrorKind.QueueTimeout"/>.
    /// Clients that give each try five seconds try again after that, which multiplies the load.
    /// </summary>
    /// <value>0 (for ever) to 3600 seconds; default 4.</value>
    [Range(0, 3600)]
    public int QueueTimeoutSeconds { get; init; } = 4;

    /// <summary>How long a request may take altogether; then it is ended as <see cref="TranslationErrorKind.DeadlineExceeded"/> and its places in the batches are free.</summary>
    /// <value>0 (for ever) to 3600 seconds; default 30.</value>
    [Range(0, 3600)]
    public int RequestTimeoutSeconds { get; init; } = 30;

    /// <summary>The most sentences that wait; more are refused as <see cref="TranslationErrorKind.Overloaded"/>.</summary>
    /// <value>4 to 1,000,000; default 16,384. A request may have a quarter of it.</value>
    [Range(4, 1_000_000)]
    public int QueueCapacity { get; init; } = 16_384;

    /// <summary>The most sentences of one request: a quarter of the queue, so that one text never fills it for all others.</summary>
    internal int MaxRequestSentences => Math.Max(1, QueueCapacity / 4);

    /// <summary>The most characters (UTF-16) of one text.</summary>
    /// <value>1 to 10,000,000; default 100,000.</value>
    [Range(1, 10_000_000)]
    public int MaxTextCharacters { get; init; } = 100_000;

    /// <summary>Which GPU, by CUDA's number. Means something on CUDA only.</summary>
    /// <value>0 to 63; default 0.</value>
    [Range(0, 63)]
    public int GpuDevice { get; init; }

    /// <summary>
    /// The most memory of the GPU that a model's arenas take, in megabytes: weights, caches and what steps compute with. CUDA itself and its libraries take some
    /// hundred more. A batch that does not fit runs in smaller parts.
    /// </summary>
    /// <value>0 to 1,048,576; default 0: no limit.</value>
    [Range(0, 1 << 20)]
    public int GpuMemoryLimitMegabytes { get; init; }

    /// <summary>
    /// Whether decoder steps are captured as CUDA graphs, one for each shape, and played again: it saves the time to launch kernels one by one, which is most of
    /// a small step's. Off until it has been proved on a GPU (docs/gpu.md).
    /// </summary>
    /// <value>Default false.</value>
    public bool CudaGraphs { get; init; }

    /// <summary>
    /// Packages for the CPU (int8 or fp32) that take over when the GPU fails repeatedly: for a model on CUDA the one of its name stands by, loaded. It must have the same
    /// vocabulary. Readiness and metrics say when it runs.
    /// </summary>
    /// <value>Default empty: without one, sentences fail while the GPU does.</value>
    public IReadOnlyList<string> FallbackModelFolders { get; init; } = [];

    /// <summary>How long a GPU that failed repeatedly is left alone before the next sentences try it again.</summary>
    /// <value>1 to 86,400 seconds; default 60.</value>
    [Range(1, 86_400)]
    public int GpuRetrySeconds { get; init; } = 60;
}
