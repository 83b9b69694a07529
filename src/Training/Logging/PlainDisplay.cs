using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>Plain lines, for a file or a pipe: one every so often.</summary>
internal sealed class PlainDisplay(TextWriter output, RateMeter meter, TimeProvider time) : ITrainingDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private long _lastLine = time.GetTimestamp();

    public void Show(Action run) => run();

    public void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }

    public void Step(RunProgress progress, StepOutcome outcome, int batchesAnEpoch)
    {
        meter.Add(outcome, progress);
        if (time.GetElapsedTime(_lastLine) >= Interval)
        {
            Say(meter.Describe(batchesAnEpoch));
            meter.Restart();
            _lastLine = time.GetTimestamp();
        }
    }
}
