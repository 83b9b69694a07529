using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>One tensor of each type on the host and the same on the device, and the transfer graph between them.</summary>
internal sealed class Exchange : IDisposable
{
    private static readonly string[] Names = [DeviceGraphNames.Longs, DeviceGraphNames.Integers, DeviceGraphNames.Values, DeviceGraphNames.Singles];
    private static readonly string[] CopyNames = [.. Names.Select(DeviceGraphNames.Copy)];

    private readonly InferenceSession _transfer;
    private readonly RunOptions _options = new();
    private readonly List<DeviceTensor> _host = [];
    private readonly List<DeviceTensor> _device = [];
    private readonly OrtValue[] _hostValues = [];
    private readonly OrtValue[] _deviceValues = [];

    /// <param name="context">Where.</param>
    /// <param name="longs">Elements of int64; at least 1, as of the others.</param>
    /// <param name="integers">Elements of int32.</param>
    /// <param name="values">Elements of the graphs' float type.</param>
    /// <param name="singles">Elements of fp32.</param>
    /// <exception cref="OnnxRuntimeException">There is not so much memory; nothing is kept then.</exception>
    public Exchange(DeviceContext context, int longs, int integers, int values, int singles)
    {
        _transfer = context.Sessions.Transfer;
        (TensorElementType Type, int Elements)[] sizes =
            [(TensorElementType.Int64, longs), (TensorElementType.Int32, integers), (context.FloatType, values), (TensorElementType.Float, singles)];
        try
        {
            foreach (var (type, elements) in sizes)
            {
                _host.Add(context.OnHost(type, elements));
                _device.Add(context.OnDevice(type, elements));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        _hostValues = [.. _host.Select(tensor => tensor.View(0, tensor.Elements))];
        _deviceValues = [.. _device.Select(tensor => tensor.View(0, tensor.Elements))];
    }

    public Span<long> Longs => _host[0].Span<long>();

    public Span<int> Integers => _host[1].Span<int>();

    /// <summary>The host's tensor in the graphs' float type.</summary>
    public DeviceTensor Values => _host[2];

    public Span<float> Singles => _host[3].Span<float>();

    public DeviceTensor LongsOnDevice => _device[0];

    public DeviceTensor IntegersOnDevice => _device[1];

    public DeviceTensor ValuesOnDevice => _device[2];

    public DeviceTensor SinglesOnDevice => _device[3];

    public void ToDevice() => _transfer.Run(_options, Names, _hostValues, CopyNames, _deviceValues);

    public void ToHost() => _transfer.Run(_options, Names, _deviceValues, CopyNames, _hostValues);

    public void Dispose()
    {
        foreach (var value in _hostValues.Concat(_deviceValues))
        {
            value.Dispose();
        }

        foreach (var tensor in _host.Concat(_device))
        {
            tensor.Dispose();
        }

        _options.Dispose();
    }
}
