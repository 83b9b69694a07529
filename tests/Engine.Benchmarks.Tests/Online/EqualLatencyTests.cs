using TranslationService.Engine.Benchmarks.Machine;
using TranslationService.Engine.Benchmarks.Online;

namespace TranslationService.Engine.Benchmarks.Tests.Online;

public sealed class EqualLatencyTests
{
    [Fact]
    public void Policies_are_compared_at_the_limits_that_all_of_them_can_keep()
    {
        var report = new OnlineReport(
            new Conditions(default, "", Quick: false, null), "", 4, 2, [Curve(("continuous", 400, 5)), Curve(("dynamic", 200, 90))], 1, new LoadPoint(1, 1, 1, 1, 1));

        var rows = report.AtEqualP95().ToList();

        Assert.Equal(100, rows[0].P95);
        Assert.All(rows, row => Assert.Equal(2, row.RatioTo(1)));
    }

    private static LoadCurve Curve((string Policy, double Throughput, double P95) point) =>
        new(point.Policy, [new LoadPoint(point.Throughput, point.Throughput, 1, point.P95, point.P95)]);
}
