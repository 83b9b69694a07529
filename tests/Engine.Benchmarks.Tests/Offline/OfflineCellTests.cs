using System.Text.Json;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Offline;

namespace TranslationService.Engine.Benchmarks.Tests.Offline;

public sealed class OfflineCellTests
{
    [Fact]
    public void The_cells_are_every_batch_beam_precision_shape_and_number_of_workers_once()
    {
        var cells = OfflineCell.Random(ResidualScheme.ResiDual, quick: false).ToList();

        Assert.Equal(3 * 2 * 2 * 2 * 2, cells.Count);
        Assert.Equal(cells.Count, cells.Distinct().Count());
    }

    [Fact]
    public void A_cell_comes_whole_through_a_line_of_JSON() => Assert.All(OfflineCell.Random(ResidualScheme.PostLN, quick: false), cell =>
    {
        var line = ChildProcess.LineOf(cell);

        Assert.DoesNotContain('\n', line);
        Assert.Equal(cell, JsonSerializer.Deserialize<OfflineCell>(line, ArtifactJson.Options));
    });

    [Fact]
    public void The_share_of_the_parts_is_their_time_over_the_whole_s()
    {
        var cell = OfflineCell.Random(ResidualScheme.ResiDual, quick: true).First();

        Assert.Equal(0.85, new OfflineResult(cell, 0, 0, LatencyMs: 20, 0, 0, 0, 0, 0, 0, PartsMs: 17).ShareOfParts!.Value, 9);
    }
}
