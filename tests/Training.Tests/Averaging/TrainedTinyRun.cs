using System.Text.Json.Nodes;
using TranslationService.Training.Tests.Runs;

namespace TranslationService.Training.Tests.Averaging;

/// <summary>A run with three checkpoints, trained once for the tests of a class.</summary>
public sealed class TrainedTinyRun : IDisposable
{
    public TrainedTinyRun() => Silent.Train(Run);

    internal TinyRun Run { get; } = new TinyRun().Configure(c =>
    {
        c["stop"]!["maxSteps"] = 15;
        c["checkpoints"]!["keepLast"] = 3;
        c["probes"] = JsonNode.Parse("""[ { "text": "A boat.", "source": "en", "target": "de" } ]""");
    });

    public void Dispose() => Run.Dispose();
}
