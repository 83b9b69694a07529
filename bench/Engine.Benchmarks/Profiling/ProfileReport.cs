using TranslationService.Engine.Benchmarks.Machine;

namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>Where the time of the graphs goes.</summary>
/// <param name="Conditions">When and on what code.</param>
/// <param name="Graphs">Each model, precision and batch.</param>
/// <param name="Steps">What a step of the whole engine allocates.</param>
internal sealed record ProfileReport(Conditions Conditions, IReadOnlyList<GraphProfile> Graphs, IReadOnlyList<StepAllocation> Steps);
