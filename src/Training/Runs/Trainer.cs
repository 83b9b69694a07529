using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Training.Checkpoints;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Logging;
using TranslationService.Training.Optimization;
using TranslationService.Training.Validation;

namespace TranslationService.Training.Runs;

/// <summary>A training run, from its newest checkpoint, or from random weights, to its end.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly TrainingConfig _config;
    private readonly TrainingData _data;
    private readonly ITrainingDisplay _display;
    private readonly TrainedModel _trained;
    private readonly TrainingStep _step;
    private readonly Validator? _validator;
    private readonly TrainingLog _log;
    private readonly RunClock _clock;
    private RunProgress _progress;
    private double _secondsAtCheckpoint;

    /// <summary>Takes the run up where its newest checkpoint stands.</summary>
    /// <exception cref="ArtifactException">That checkpoint cannot be read, or has another architecture.</exception>
    public Trainer(TrainingConfig config, TrainingData data, TimeProvider time, ITrainingDisplay display)
    {
        _config = config;
        _data = data;
        _display = display;
        _trained = new TrainedModel(config, data);
        _progress = _trained.Resume();
        _secondsAtCheckpoint = _progress.Seconds;
        _clock = new RunClock(time, _progress.Seconds);
        _step = new TrainingStep(_trained.Model, _trained.Adam, config.Optimizer, config.Seed);
        _validator = data.Validation.Count == 0 ? null : new Validator(_trained.Model, config, data);
        _log = new TrainingLog(config.Run, _progress.Step);
        if (config.Probes is { } sentences)
        {
            ArtifactJson.Write(Path.Combine(config.Run, RunFiles.ProbeSentences), sentences);
        }
    }

    /// <summary>Trains until the config or the token says stop; a checkpoint then stands at the last step.</summary>
    /// <exception cref="ArtifactException">The run has diverged: a loss or a gradient is no finite number any more.</exception>
    public RunProgress Run(CancellationToken cancellation)
    {
        Greet();
        while (!IsOver(cancellation))
        {
            var batches = BatchPlan.ForEpoch(_data.Training, _config.Batches.MaxTokens, _config.Seed, _progress.Epoch);
            while (_progress.BatchesDone < batches.Count && !IsOver(cancellation))
            {
                TakeStep(batches);
                var isBest = _progress.Step % _config.Validation.EverySteps == 0 && Validate();
                if (isBest || IsCheckpointDue())
                {
                    Save();
                }
            }

            if (_progress.BatchesDone >= batches.Count)
            {
                _progress = _progress with { Epoch = _progress.Epoch + 1, BatchesDone = 0 };
            }
        }

        Save();
        _display.Say($"stopped after step {_progress.Step}, {TimeSpan.FromSeconds(_progress.Seconds):d\\.hh\\:mm\\:ss} of training");
        return _progress;
    }

    public void Dispose()
    {
        _log.Dispose();
        _trained.Dispose();
    }

    private void TakeStep(IReadOnlyList<int[]> batches)
    {
        var number = _progress.Step + 1;
        var secondsBefore = _clock.Seconds;
        var taken = batches.Skip(_progress.BatchesDone).Take(_config.Batches.Accumulation).ToArray();
        var outcome = _step.Take(number, _data.Training, taken);
        RefuseDivergence(number, outcome.Loss, outcome.GradientNorm);
        _progress = _progress with
        {
            Step = number,
            BatchesDone = _progress.BatchesDone + taken.Length,
            TargetTokens = _progress.TargetTokens + outcome.TargetTokens,
            Seconds = _clock.Seconds,
        };
        _log.Write(StepRecord.Of(_progress, outcome, outcome.TargetTokens / (_progress.Seconds - secondsBefore)));
        _display.Step(_progress, outcome, batches.Count);
    }

    /// <summary>True where no validation before had so low a loss.</summary>
    private bool Validate()
    {
        if (_validator is null)
        {
            return false;
        }

        var result = _validator.Measure(_progress.Step);
        RefuseDivergence(_progress.Step, result.Loss, result.NegativeLogLikelihood);
        var isBest = _progress.Best is null || result.Loss < _progress.Best.Loss;
        _progress = _progress with
        {
            Validation = result,
            Best = isBest ? result : _progress.Best,
            ValidationsSinceBest = isBest ? 0 : _progress.ValidationsSinceBest + 1,
            Seconds = _clock.Seconds,
        };
        _log.Write(ValidationRecord.Of(result, _progress.Seconds));
        _display.Say($"validation after step {result.Step}: loss {result.Loss:F4}, without smoothing {result.NegativeLogLikelihood:F4}"
            + (result.Bleu is { } bleu ? $", BLEU {bleu:F2}" : string.Empty)
            + (isBest ? ", best so far" : string.Empty));
        return isBest;
    }

    // Every later step would be as useless, and JSON has no such numbers. The run's checkpoints are all older than this.
    private static void RefuseDivergence(long step, params ReadOnlySpan<double> measured)
    {
        foreach (var value in measured)
        {
            if (!double.IsFinite(value))
            {
                throw new ArtifactException(
                    $"the training diverged at step {step}: the loss or the gradient is {value}; lower optimizer.learningRate, or raise optimizer.warmupSteps");
            }
        }
    }

    private bool IsOver(CancellationToken cancellation) => cancellation.IsCancellationRequested
        || _progress.Step >= _config.Stop.MaxSteps
        || _progress.Epoch >= _config.Stop.MaxEpochs
        || _progress.Seconds >= _config.Stop.MaxHours * 3600
        || _progress.ValidationsSinceBest >= _config.Stop.Patience;

    private bool IsCheckpointDue() => _progress.Step % _config.Checkpoints.EverySteps == 0
        || _progress.Seconds - _secondsAtCheckpoint >= _config.Checkpoints.EveryMinutes * 60;

    private void Save()
    {
        _trained.Save(_progress);
        _secondsAtCheckpoint = _progress.Seconds;
    }

    private void Greet()
    {
        _display.Say($"{_config.Name}: {_trained.Model.parameters().Sum(p => p.numel()):N0} parameters, {_data.Training.Count:N0} pairs "
            + $"({_data.LeftOut:N0} left out), {_data.Validation.Sum(c => c.Pairs.Count):N0} for validation, "
            + $"{_config.Precision}, {torch.get_num_threads()} threads");
        _display.Say(_progress.Step == 0 ? "from random weights" : $"going on after step {_progress.Step}");
    }
}
