using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Models;

namespace TranslationService.Engine.Benchmarks.Offline;

/// <summary>One cell of the offline tables.</summary>
/// <param name="Model">S, B or <see cref="BenchmarkModels.Shipped"/>.</param>
/// <param name="Precision">The package's.</param>
/// <param name="BeamSize">1 is greedy search.</param>
/// <param name="BatchSize">Sentences that a worker is given at once.</param>
/// <param name="Workers">Threads, each with batches of its own.</param>
/// <param name="Scheme">Of random weights.</param>
internal sealed record OfflineCell(string Model, Precision Precision, int BeamSize, int BatchSize, int Workers, ResidualScheme Scheme)
{
    private static readonly Precision[] Precisions = [Precision.Fp32, Precision.Int8];
    private static readonly int[] BeamSizes = [1, 5];
    private static readonly int[] WorkerCounts = [1, 2];
    private static readonly int[] BatchSizes = [1, 8, 32];

    public bool IsRandom => Model != BenchmarkModels.Shipped;

    /// <summary>Every cell that the project's goals name, in the order of the tables.</summary>
    public static IEnumerable<OfflineCell> Random(ResidualScheme scheme, bool quick) =>
        from shape in ModelShape.All
        from precision in Precisions
        from workers in WorkerCounts.Take(quick ? 1 : 2)
        from beam in BeamSizes
        from batch in BatchSizes.Skip(quick ? 1 : 0).Take(quick ? 1 : 3)
        select new OfflineCell(shape.Name, precision, beam, batch, workers, scheme);

    /// <summary>The same for the model that ships.</summary>
    public static IEnumerable<OfflineCell> Shipped(bool quick) =>
        from precision in quick ? [Precision.Int8] : Precisions
        from workers in WorkerCounts.Take(quick ? 1 : 2)
        from beam in BeamSizes
        from batch in BatchSizes.Skip(quick ? 1 : 0).Take(quick ? 1 : 3)
        select new OfflineCell(BenchmarkModels.Shipped, precision, beam, batch, workers, ResidualScheme.ResiDual);

    public override string ToString() =>
        $"{Model}{(IsRandom ? $" {Scheme}" : "")} {Precision}, beam {BeamSize}, batch {BatchSize}, {Workers} {(Workers == 1 ? "worker" : "workers")}";
}
