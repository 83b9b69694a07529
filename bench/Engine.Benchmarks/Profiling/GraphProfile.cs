using TranslationService.Artifacts.Packages;

namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>One graph at one batch.</summary>
/// <param name="Graph">"encoder" or "decoder step".</param>
/// <param name="Model">S or B.</param>
/// <param name="Precision">The package's.</param>
/// <param name="Layout">The package's.</param>
/// <param name="Rows">Decoder rows, or source tokens of the encoder.</param>
/// <param name="RunMicroseconds">The median time of a run without the profiler.</param>
/// <param name="Operators">The most costly first; of a run, as the profiler saw them.</param>
internal sealed record GraphProfile(
    string Graph, string Model, Precision Precision, GraphLayout Layout, int Rows, double RunMicroseconds, IReadOnlyList<OperatorCost> Operators);
