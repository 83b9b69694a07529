using TranslationService.Training.Optimization;

namespace TranslationService.Training.Tests.Optimization;

public sealed class InverseSquareRootScheduleTests
{
    [Theory]
    [InlineData(1, 1e-3 / 400)]
    [InlineData(200, 5e-4)]
    [InlineData(400, 1e-3)]
    [InlineData(1600, 5e-4)]
    [InlineData(40000, 1e-4)]
    public void The_rate_grows_to_its_peak_and_falls_with_the_root_of_the_step(long step, double rate) =>
        Assert.Equal(rate, InverseSquareRootSchedule.RateAt(step, peak: 1e-3, warmupSteps: 400), 1e-12);

    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(100, 1e-4)]
    public void Without_warm_up_it_begins_at_its_peak(long step, double rate) =>
        Assert.Equal(rate, InverseSquareRootSchedule.RateAt(step, peak: 1e-3, warmupSteps: 0), 1e-12);
}
