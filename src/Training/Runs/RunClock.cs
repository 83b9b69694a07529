namespace TranslationService.Training.Runs;

/// <summary>Seconds of training, over all sessions of a run.</summary>
internal sealed class RunClock(TimeProvider time, double secondsBefore)
{
    private readonly long _start = time.GetTimestamp();

    public double Seconds => secondsBefore + time.GetElapsedTime(_start).TotalSeconds;
}
