using TranslationService.Training.Configuration;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>Mean loss and speed over the steps since the last restart, and the time that is left.</summary>
internal sealed class RateMeter(StopSection stop)
{
    private RunProgress? _since;
    private RunProgress _now = new();
    private double _lossTimesTokens;
    private double _rate;

    /// <summary>How much of the run is done, 0 to 1, by the nearest end that the config sets; none where none can be foretold.</summary>
    public double? ShareDone => new[]
    {
        (double)_now.Step / stop.MaxSteps,
        _now.Seconds / (stop.MaxHours * 3600),
        _now.Epoch / (double?)stop.MaxEpochs,
    }.Max() is { } share ? Math.Min(share, 1) : null;

    /// <summary>At the speed of the whole run so far.</summary>
    public string RemainingText => ShareDone is > 0 and { } share
        ? TimeSpan.FromSeconds(_now.Seconds * ((1 / share) - 1)).ToString(@"d\.hh\:mm\:ss")
        : "unknown time";

    public void Add(StepOutcome outcome, RunProgress progress)
    {
        // The first step warms libtorch up: it opens the measurement and is no part of it.
        _since ??= progress;
        _now = progress;
        _rate = outcome.LearningRate;
        _lossTimesTokens += progress == _since ? 0 : outcome.Loss * outcome.TargetTokens;
    }

    public void Restart()
    {
        _since = _now;
        _lossTimesTokens = 0;
    }

    public string Describe(int batchesAnEpoch)
    {
        var tokens = _now.TargetTokens - (_since ?? _now).TargetTokens;
        var seconds = _now.Seconds - (_since ?? _now).Seconds;
        var epoch = _now.Epoch + ((double)_now.BatchesDone / batchesAnEpoch);
        return $"step {_now.Step}, epoch {epoch:F2}: loss {_lossTimesTokens / Math.Max(1, tokens):F3}, "
            + $"{tokens / Math.Max(1e-9, seconds):N0} target tokens/s, rate {_rate:E2}";
    }
}
