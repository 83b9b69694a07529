using System.Globalization;
using TranslationService.Training.Configuration;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>Plain lines, for a file or a pipe: one every so often.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider time) : ITrainingDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private long _lastLine;
    private RateMeter? _meter;

    public void Start(TrainingConfig config, TrainingData data, long parameters, RunProgress progress)
    {
        _meter = new RateMeter(config.Stop, progress);
        _lastLine = time.GetTimestamp();
        Write($"{config.Name}: {parameters:N0} parameters, {data.Training.Count:N0} pairs ({data.LeftOut:N0} left out), "
            + $"{data.Validation.Count:N0} for validation, {config.Precision}, {TorchSharp.torch.get_num_threads()} threads");
        Write(progress.Step == 0 ? "from random weights" : $"going on after step {progress.Step}");
    }

    public void Step(RunProgress progress, StepOutcome outcome, int batchesAnEpoch)
    {
        _meter!.Add(outcome, progress);
        if (time.GetElapsedTime(_lastLine) < Interval)
        {
            return;
        }

        _lastLine = time.GetTimestamp();
        Write($"step {progress.Step}, epoch {progress.Epoch + ((double)progress.BatchesDone / batchesAnEpoch):F2}: loss {_meter.MeanLoss:F3}, "
            + $"{_meter.TokensPerSecond:N0} target tokens/s, rate {outcome.LearningRate:E2}, {_meter.RemainingText(progress)} left");
        _meter.Restart(progress);
    }

    public void Validation(ValidationResult result, bool isBest) => Write(
        $"validation after step {result.Step}: loss {result.Loss:F4}, without smoothing {result.NegativeLogLikelihood:F4}"
        + (result.Bleu is { } bleu ? $", BLEU {bleu:F2}" : string.Empty) + (isBest ? ", best so far" : string.Empty));

    public void End(RunProgress progress) => Write(
        $"done after step {progress.Step}, {TimeSpan.FromSeconds(progress.Seconds):hh\\:mm\\:ss} of training");

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private void Write(string line) => output.WriteLine(line);
}
