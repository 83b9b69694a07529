using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Engine.Benchmarks.Graphs;

/// <summary>A session with fixed tensors at its inputs and outputs. It owns the tensors that it makes.</summary>
internal sealed class BoundRun(InferenceSession session) : IDisposable
{
    private readonly OrtIoBinding _binding = session.CreateIoBinding();
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _tensors = [];

    /// <summary>A tensor of zeros at an input.</summary>
    public OrtValue Input(string name, TensorElementType type, params long[] shape)
    {
        var tensor = New(type, shape);
        Input(name, tensor);
        return tensor;
    }

    /// <summary>A tensor that another run made, or that stands at another place too.</summary>
    public void Input(string name, OrtValue tensor) => _binding.BindInput(name, tensor);

    /// <summary>The memory of another float tensor in another shape.</summary>
    /// <param name="name">The input.</param>
    /// <param name="data">Native memory that outlives this.</param>
    /// <param name="shape">The shape.</param>
    public unsafe void Input(string name, ReadOnlySpan<byte> data, params long[] shape)
    {
        fixed (byte* start = data)
        {
            var tensor = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)start, data.Length);
            _tensors.Add(tensor);
            Input(name, tensor);
        }
    }

    /// <summary>A tensor at an output.</summary>
    public OrtValue Output(string name, TensorElementType type, params long[] shape)
    {
        var tensor = New(type, shape);
        Output(name, tensor);
        return tensor;
    }

    /// <inheritdoc cref="Input(string, OrtValue)"/>
    public void Output(string name, OrtValue tensor) => _binding.BindOutput(name, tensor);

    public void Run() => session.RunWithBinding(_options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
        _tensors.ForEach(tensor => tensor.Dispose());
    }

    private OrtValue New(TensorElementType type, long[] shape)
    {
        var tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);
        _tensors.Add(tensor);
        tensor.GetTensorMutableRawData().Clear();
        return tensor;
    }
}
