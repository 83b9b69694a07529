using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Offline;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>The cells of one model or of several.</summary>
/// <param name="Conditions">When and on what code.</param>
/// <param name="Cells">In the order of the tables.</param>
internal sealed record OfflineReport(Conditions Conditions, IReadOnlyList<OfflineResult> Cells);
