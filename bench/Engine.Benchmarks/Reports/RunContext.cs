using TranslationService.Artifacts.Architecture;
using TranslationService.Engine.Benchmarks.Machine;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>What every part of a run is told.</summary>
/// <param name="Quick">Fewer cells, fewer repeats.</param>
/// <param name="Scheme">Of random weights.</param>
/// <param name="Output">Where progress and tables go.</param>
internal sealed record RunContext(bool Quick, ResidualScheme Scheme, TextWriter Output)
{
    /// <summary>Says that a part begins, and notes under what conditions.</summary>
    public Conditions Begin(string part)
    {
        Say($"== {part}");
        return Conditions.Now(Quick);
    }

    public void Say(string line) => Output.WriteLine(line);
}
