using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Values that go together.</summary>
internal sealed class ValueList(IEnumerable<OrtValue> values) : IDisposable
{
    public OrtValue[] Values { get; } = [.. values];

    public void Dispose()
    {
        foreach (var value in Values)
        {
            value.Dispose();
        }
    }
}
