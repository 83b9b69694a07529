using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts;

namespace TranslationService.Inference.Sessions;

/// <summary>The inputs and outputs by which the engine runs a graph. A graph that has others is refused when it is loaded, rather than when a sentence comes.</summary>
internal sealed record GraphContract(IReadOnlyList<GraphPort> Inputs, IReadOnlyList<GraphPort> Outputs)
{
    private const string Again = "export the checkpoint again with this version";

    /// <summary>Further outputs do no harm, further inputs would have no value.</summary>
    /// <exception cref="ArtifactException">The graph does not fit; the message says where and what was expected.</exception>
    public void Check(string path, InferenceSession session)
    {
        Check(path, "input", Inputs, session.InputMetadata);
        Check(path, "output", Outputs, session.OutputMetadata);
        if (session.InputNames.FirstOrDefault(name => Inputs.All(port => port.Name != name)) is { } unknown)
        {
            throw new ArtifactException($"{path} has an input {unknown}; expected were {Names(Inputs)}: {Again}");
        }
    }

    private static void Check(string path, string side, IReadOnlyList<GraphPort> expected, IReadOnlyDictionary<string, NodeMetadata> own)
    {
        foreach (var port in expected)
        {
            if (!own.TryGetValue(port.Name, out var found))
            {
                throw new ArtifactException($"{path} has no {side} {port.Name}; expected were {Names(expected)}: {Again}");
            }

            if (!port.Fits(found))
            {
                throw new ArtifactException($"{path}: its {side} {port.Name} is {GraphPort.Describe(found)}; by the manifest it is {port}: {Again}");
            }
        }
    }

    private static string Names(IEnumerable<GraphPort> ports) => string.Join(", ", ports.Select(port => port.Name));
}
