using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Model.Checkpoints;
using TranslationService.Training.Checkpoints;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Logging;
using TranslationService.Training.Optimization;
using static TorchSharp.torch;

namespace TranslationService.Training.Runs;

/// <summary>A training run, from its newest checkpoint, or from random weights, to its end.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly TrainingConfig _config;
    private readonly TrainingData _data;
    private readonly TimeProvider _time;
    private readonly ITrainingDisplay _display;
    private readonly CheckpointStore _store;
    private readonly TransformerConfig _architecture;
    private readonly Transformer _model;
    private readonly Adam _adam;
    private readonly TrainingStep _step;
    private readonly Validator? _validator;
    private readonly TrainingLog _log;
    private RunProgress _progress = new();
    private double _secondsAtCheckpoint;

    public Trainer(TrainingConfig config, TrainingData data, TimeProvider time, ITrainingDisplay display)
    {
        _config = config;
        _data = data;
        _time = time;
        _display = display;
        _store = new CheckpointStore(config.Run);
        _architecture = config.Architecture.With(data.Vocabulary.Size);
        random.manual_seed(config.Seed);
        _model = new Transformer(_architecture, config.Dropout, config.Precision);
        _adam = new Adam(_model.named_parameters(), config.Optimizer);
        _step = new TrainingStep(_model, _adam, config.Optimizer, config.Seed);
        _validator = data.Validation.Count == 0
            ? null : new Validator(_model, data.Validation, config.Optimizer.LabelSmoothing, config.Batches.MaxTokens);
        Resume();
        _log = new TrainingLog(config.Run, _progress.Step);
    }

    /// <summary>Trains until the config or the token says stop; a checkpoint then stands at the last step.</summary>
    public RunProgress Run(CancellationToken cancellation)
    {
        _display.Start(_config, _data, _model.parameters().Sum(p => p.numel()), _progress);
        var started = _time.GetTimestamp();
        var secondsBefore = _progress.Seconds;
        while (!IsOver(cancellation))
        {
            var batches = BatchPlan.ForEpoch(_data.Training, _config.Batches.MaxTokens, _config.Seed, _progress.Epoch);
            while (_progress.BatchesDone < batches.Count && !IsOver(cancellation))
            {
                TakeStep(batches, () => secondsBefore + _time.GetElapsedTime(started).TotalSeconds);
            }

            if (_progress.BatchesDone >= batches.Count)
            {
                _progress = _progress with { Epoch = _progress.Epoch + 1, BatchesDone = 0 };
            }
        }

        Save();
        _display.End(_progress);
        return _progress;
    }

    public void Dispose()
    {
        _log.Dispose();
        _adam.Dispose();
        _model.Dispose();
    }

    private void TakeStep(IReadOnlyList<int[]> batches, Func<double> secondsNow)
    {
        var number = _progress.Step + 1;
        var secondsBefore = secondsNow();
        var taken = batches.Skip(_progress.BatchesDone).Take(_config.Batches.Accumulation).ToArray();
        var outcome = _step.Take(number, _data.Training, taken);
        var seconds = secondsNow();
        _progress = _progress with
        {
            Step = number,
            BatchesDone = _progress.BatchesDone + taken.Length,
            TargetTokens = _progress.TargetTokens + outcome.TargetTokens,
            Seconds = seconds,
        };
        var tokensPerSecond = outcome.TargetTokens / (seconds - secondsBefore);
        _log.Write(new StepRecord(
            "step", number, _progress.Epoch, outcome.Loss, outcome.GradientNorm, outcome.LearningRate, _progress.TargetTokens, tokensPerSecond, seconds));
        _display.Step(_progress, outcome, batches.Count);

        var isBest = number % _config.Validation.EverySteps == 0 && _validator is not null && Validate(_validator, secondsNow);
        if (isBest || IsCheckpointDue())
        {
            Save();
        }
    }

    /// <summary>True where no validation before had so low a loss.</summary>
    private bool Validate(Validator validator, Func<double> secondsNow)
    {
        var result = validator.Measure(_progress.Step);
        var isBest = _progress.Best is null || result.Loss < _progress.Best.Loss;
        _progress = _progress with
        {
            Validation = result,
            Best = isBest ? result : _progress.Best,
            ValidationsSinceBest = isBest ? 0 : _progress.ValidationsSinceBest + 1,
            Seconds = secondsNow(),
        };
        _log.Write(new ValidationRecord("validation", result.Step, result.Loss, result.NegativeLogLikelihood, result.Bleu, _progress.Seconds));
        _display.Validation(result, isBest);
        return isBest;
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
        _store.Write(_progress.Step, folder =>
        {
            ModelWeights.Save(_model, folder);
            SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.Optimizer), _adam.Read(), TensorType.F32);
            File.Copy(_data.TokenizerPath, Path.Combine(folder, CheckpointFiles.Tokenizer));
            ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Config), Describe());
            ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Progress), _progress);
        });
        _secondsAtCheckpoint = _progress.Seconds;
        _store.Prune(_config.Checkpoints.KeepLast, _progress.Best?.Step);
    }

    private CheckpointConfig Describe() => new()
    {
        Name = _config.Name,
        Architecture = _architecture,
        Vocabulary = _data.Vocabulary,
        Directions = _data.Directions,
        Training = new TrainingState
        {
            Step = _progress.Step,
            Epoch = _progress.Epoch,
            TargetTokens = _progress.TargetTokens,
            Seconds = _progress.Seconds,
            ValidationLoss = _progress.Validation?.Loss,
            ValidationBleu = _progress.Validation?.Bleu,
            Data = _config.Credits,
        },
    };

    private void Resume()
    {
        if (_store.All is not [.., (_, var folder)])
        {
            return;
        }

        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
        if (config.Architecture != _architecture)
        {
            throw new ArtifactException($"{folder} has another architecture than the config; give the run another folder, or the config that architecture");
        }

        ModelWeights.Write(_model, SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Weights)).Read);
        _adam.Write(SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Optimizer)).Read);
        _progress = CheckpointStore.ProgressOf(folder);
        _secondsAtCheckpoint = _progress.Seconds;
    }
}
