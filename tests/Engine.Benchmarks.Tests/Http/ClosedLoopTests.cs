using TranslationService.Engine.Benchmarks.Http;

namespace TranslationService.Engine.Benchmarks.Tests.Http;

public sealed class ClosedLoopTests
{
    [Theory]
    [InlineData(30, 50, 1)] // Inside.
    [InlineData(10, 30, 0.5)] // Begun before.
    [InlineData(90, 130, 0.25)] // Ends after.
    [InlineData(0, 160, 0.5)] // Both.
    [InlineData(0, 20, 0)]
    [InlineData(100, 110, 0)]
    public void A_request_counts_by_the_part_of_its_time_that_lies_in_the_window(int begin, int end, double expected) =>
        Assert.Equal(expected, ClosedLoop.ShareWithin((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(100)), TimeSpan.FromSeconds(begin), TimeSpan.FromSeconds(end)), 9);
}
