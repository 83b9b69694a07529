using TranslationService.Training.Configuration;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>Means over the steps since the last restart, and the time that is left.</summary>
internal sealed class RateMeter(StopSection stop, RunProgress start)
{
    private RunProgress _since = start;
    private RunProgress _now = start;
    private double _lossTimesTokens;

    public double MeanLoss => _lossTimesTokens / Math.Max(1, _now.TargetTokens - _since.TargetTokens);

    public double TokensPerSecond => (_now.TargetTokens - _since.TargetTokens) / Math.Max(1e-9, _now.Seconds - _since.Seconds);

    public void Add(StepOutcome outcome, RunProgress progress)
    {
        _now = progress;
        _lossTimesTokens += outcome.Loss * outcome.TargetTokens;
    }

    public void Restart(RunProgress progress)
    {
        _since = progress;
        _now = progress;
        _lossTimesTokens = 0;
    }

    /// <summary>Until the nearest end that the config sets, by the speed of the whole run; "unknown" where none can be foretold.</summary>
    public string RemainingText(RunProgress progress)
    {
        var done = new[]
        {
            (double)progress.Step / stop.MaxSteps,
            progress.Seconds / (stop.MaxHours * 3600),
            progress.Epoch / (double?)stop.MaxEpochs,
        }.Where(share => share > 0).Max();
        return done is { } share ? TimeSpan.FromSeconds(progress.Seconds * ((1 / share) - 1)).ToString(@"d\.hh\:mm\:ss") : "unknown";
    }
}
