namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>All nodes of one operator in a run of a graph.</summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Nodes">How many nodes a run has of it.</param>
/// <param name="Microseconds">What they take together, of a run.</param>
internal sealed record OperatorCost(string Operator, double Nodes, double Microseconds);
