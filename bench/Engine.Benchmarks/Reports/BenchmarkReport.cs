using TranslationService.Engine.Benchmarks.Http;
using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Online;
using TranslationService.Engine.Benchmarks.Peer;
using TranslationService.Engine.Benchmarks.Profiling;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>A file under bench/results: the parts that were measured on one machine on one day, each the latest of its kind.</summary>
/// <param name="Machine">The machine.</param>
internal sealed record BenchmarkReport(MachineDescription Machine)
{
    /// <summary>Random weights.</summary>
    public OfflineReport? Offline { get; init; }

    /// <summary>The model that ships.</summary>
    public OfflineReport? Shipped { get; init; }

    /// <summary>Continuous batching against dynamic batching.</summary>
    public OnlineReport? Online { get; init; }

    /// <summary>The service over HTTP.</summary>
    public HttpReport? Http { get; init; }

    /// <summary>Where a step's time goes.</summary>
    public ProfileReport? Profile { get; init; }

    /// <summary>Another engine, cell by cell in turn with this one.</summary>
    public PeerReport? Peer { get; init; }
}
