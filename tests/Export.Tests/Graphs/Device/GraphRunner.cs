using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Tests.Graphs.Device;

/// <summary>One small graph on the CPU provider.</summary>
internal sealed class GraphRunner(ModelProto model) : IDisposable
{
    private readonly InferenceSession _session = new(model.ToByteArray());
    private readonly RunOptions _run = new();

    /// <summary>Runs into memory of the runtime's own.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyDictionary<string, OrtValue> inputs, params string[] outputs) =>
        _session.Run(_run, inputs, outputs);

    /// <summary>Runs into memory that is given.</summary>
    public void RunInto(IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyDictionary<string, OrtValue> outputs) =>
        _session.Run(_run, [.. inputs.Keys], [.. inputs.Values], [.. outputs.Keys], [.. outputs.Values]);

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
