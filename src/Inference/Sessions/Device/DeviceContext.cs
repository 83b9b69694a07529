using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Architecture;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// A padded package's sessions and where their tensors live: on CUDA in the device's memory, with pinned memory on the host side; on the CPU provider both are
/// plain memory, so that the same code runs there and tests prove it.
/// </summary>
internal sealed class DeviceContext : IDisposable
{
    private readonly RunOptions _shrinking;
    private bool _hasFreed;

    public DeviceContext(OnnxSessions sessions)
    {
        Sessions = sessions;
        _shrinking = UncapturedOptions();
        _shrinking.AddRunConfigEntry(
            "memory.enable_memory_arena_shrinkage", sessions.Provider == ExecutionProvider.Cuda ? $"gpu:{sessions.GpuDevice}" : "cpu:0");
        (Device, Host) = sessions.Provider == ExecutionProvider.Cuda
            ? (Allocator(sessions, OrtMemoryInfo.allocatorCUDA), Allocator(sessions, OrtMemoryInfo.allocatorCUDA_PINNED))
            : (OrtAllocator.DefaultInstance, OrtAllocator.DefaultInstance);
    }

    public OnnxSessions Sessions { get; }

    /// <summary>Given the rows of each step before it runs. Tests play short memory with it.</summary>
    public Action<int> BeforeStep { get; init; } = _ => { };

    public TransformerConfig Architecture => Sessions.Manifest.Architecture;

    public TensorElementType FloatType => Sessions.FloatType;

    public OrtAllocator Device { get; }

    public OrtAllocator Host { get; }

    /// <summary>Tensors of keys and values: two a decoder layer.</summary>
    public int CacheTensors => 2 * Architecture.DecoderLayers;

    /// <summary>Memory on the device.</summary>
    public DeviceTensor OnDevice(TensorElementType type, long elements) => new(Device, type, elements);

    /// <summary>Memory on the host.</summary>
    public DeviceTensor OnHost(TensorElementType type, long elements) => new(Host, type, elements);

    /// <summary>Run options of one window, under which its step is captured by itself.</summary>
    public RunOptions StepOptions()
    {
        var options = new RunOptions();
        if (Sessions.UsesCudaGraphs)
        {
            options.AddRunConfigEntry("gpu_graph_id", $"{Sessions.NextCapturedStep()}");
        }

        return options;
    }

    /// <summary>Run options for a step that must not be captured.</summary>
    public RunOptions UncapturedOptions()
    {
        var options = new RunOptions();
        if (Sessions.UsesCudaGraphs)
        {
            options.AddRunConfigEntry("gpu_graph_id", "-1");
        }

        return options;
    }

    /// <summary>Large memory went back to the decoder step's arena.</summary>
    public void MemoryFreed() => _hasFreed = true;

    /// <summary>
    /// The options with which a step runs now: its own, or, when large memory has become free, others that make the arena give back what it does not use.
    /// An arena never does by itself.
    /// </summary>
    public RunOptions OptionsNow(RunOptions own)
    {
        var hadFreed = _hasFreed;
        _hasFreed = false;
        return hadFreed ? _shrinking : own;
    }

    public void Dispose()
    {
        _shrinking.Dispose();
        if (Sessions.Provider == ExecutionProvider.Cuda)
        {
            Device.Dispose();
            Host.Dispose();
        }
    }

    private static OrtAllocator Allocator(OnnxSessions sessions, byte[] name)
    {
        using var info = new OrtMemoryInfo(name, OrtAllocatorType.DeviceAllocator, sessions.GpuDevice, OrtMemType.Default);
        return new OrtAllocator(sessions.DecoderStep, info);
    }
}
