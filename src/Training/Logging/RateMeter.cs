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

    /// <summary>Where the run stands, in one line of a log.</summary>
    public string Describe(int batchesAnEpoch) => $"step {_now.Step}, epoch {Epochs(batchesAnEpoch):F2}: loss {MeanLoss:F3}, "
        + $"{TokensPerSecond:N0} target tokens/s, rate {_rate:E2}, {RemainingText} left";

    /// <summary>The same for a terminal of 80 columns with a bar in front.</summary>
    public string DescribeShortly(int batchesAnEpoch) =>
        $"epoch {Epochs(batchesAnEpoch):F1}, loss {MeanLoss:F3}, {TokensPerSecond:N0} tokens/s, {RemainingText} left";

    // At the speed of the whole run so far.
    private string RemainingText => ShareDone is > 0 and { } share
        ? TimeSpan.FromSeconds(_now.Seconds * ((1 / share) - 1)).ToString(@"d\.hh\:mm\:ss")
        : "unknown time";

    private double MeanLoss => _lossTimesTokens / Math.Max(1, _now.TargetTokens - (_since ?? _now).TargetTokens);

    private double TokensPerSecond =>
        (_now.TargetTokens - (_since ?? _now).TargetTokens) / Math.Max(1e-9, _now.Seconds - (_since ?? _now).Seconds);

    private double Epochs(int batchesAnEpoch) => _now.Epoch + ((double)_now.BatchesDone / batchesAnEpoch);
}
