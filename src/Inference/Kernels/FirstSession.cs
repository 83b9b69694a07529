using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Inference.Kernels;

/// <summary>
/// ONNX Runtime (1.31) enters a domain into a process-wide table when the first session with it is made, and does so without a lock: of two threads that make their
/// first sessions at once, one would fail. This session comes before all others.
/// </summary>
internal static class FirstSession
{
    // The protobuf of a model of one node, y = Identity(x) over floats: a tag, a length, the content.
    private static ReadOnlySpan<byte> Model =>
    [
        0x08, 10, // IR version
        0x3A, 43, // graph
        0x0A, 16, 0x0A, 1, (byte)'x', 0x12, 1, (byte)'y', // node: input, output,
        0x22, 8, (byte)'I', (byte)'d', (byte)'e', (byte)'n', (byte)'t', (byte)'i', (byte)'t', (byte)'y', // operator
        0x12, 1, (byte)'g', // name
        0x5A, 9, 0x0A, 1, (byte)'x', 0x12, 4, 0x0A, 2, 0x08, 1, // input: name, type
        0x62, 9, 0x0A, 1, (byte)'y', 0x12, 4, 0x0A, 2, 0x08, 1, // output: name, type
        0x42, 2, 0x10, 21, // opset of the default domain
    ];

    /// <summary>Makes a session with the domains of <paramref name="options"/>, and lets it go.</summary>
    public static void Make(SessionOptions options)
    {
        using var session = new InferenceSession(Model.ToArray(), options);
    }
}
