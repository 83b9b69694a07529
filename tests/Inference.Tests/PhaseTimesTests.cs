namespace TranslationService.Inference.Tests;

public sealed class PhaseTimesTests
{
    [Fact]
    public void Each_phase_is_its_slowest_sentences() =>
        Assert.Equal(Times(3, 2, 9), PhaseTimes.Slowest([Times(1, 2, 9), Times(3, 0, 4)]));

    [Fact]
    public void Where_nothing_was_translated_no_time_passed() => Assert.Equal(PhaseTimes.None, PhaseTimes.Slowest([]));

    private static PhaseTimes Times(int queue, int encode, int decode) =>
        new(TimeSpan.FromMilliseconds(queue), TimeSpan.FromMilliseconds(encode), TimeSpan.FromMilliseconds(decode));
}
