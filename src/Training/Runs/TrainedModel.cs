using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Model;
using TranslationService.Model.Checkpoints;
using TranslationService.Training.Checkpoints;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Optimization;

namespace TranslationService.Training.Runs;

/// <summary>The model and its optimiser, in memory and in the run's checkpoints.</summary>
internal sealed class TrainedModel : IDisposable
{
    private readonly TrainingConfig _config;
    private readonly TrainingData _data;
    private readonly TransformerConfig _architecture;
    private readonly CheckpointStore _store;

    /// <summary>Random weights, by the config's seed.</summary>
    public TrainedModel(TrainingConfig config, TrainingData data)
    {
        _config = config;
        _data = data;
        _architecture = config.Architecture.With(data.Vocabulary.Layout.Size);
        _store = new CheckpointStore(config.Run);
        torch.random.manual_seed(config.Seed);
        Model = new Transformer(_architecture, config.Dropout, config.Precision);
        Adam = new Adam(Model.named_parameters(), config.Optimizer);
    }

    public Transformer Model { get; }

    public Adam Adam { get; }

    /// <summary>Takes the newest checkpoint's weights and moments and returns its progress; where there is none, that of a new run.</summary>
    /// <exception cref="ArtifactException">It cannot be read, or has another architecture than the config.</exception>
    public RunProgress Resume()
    {
        if (_store.All is not [.., (_, var folder)])
        {
            return new RunProgress();
        }

        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
        if (config.Architecture != _architecture)
        {
            throw new ArtifactException($"{folder} has another architecture than the config; give the run another folder, or the config that architecture");
        }

        // Another vocabulary of the same size would give every row of the embedding another meaning.
        if (ModelPackage.HashOf(Path.Combine(folder, CheckpointFiles.Tokenizer)) != ModelPackage.HashOf(_data.Vocabulary.TokenizerPath)
            || !config.Vocabulary.TargetLanguages.SequenceEqual(_data.Vocabulary.Layout.TargetLanguages))
        {
            throw new ArtifactException($"{folder} was trained with another vocabulary than the config's; give the run another folder, or the config that vocabulary");
        }

        ModelWeights.Write(Model, SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Weights)).Read);
        Adam.Write(SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Optimizer)).Read);
        return ArtifactJson.Read<RunProgress>(Path.Combine(folder, CheckpointFiles.Progress));
    }

    /// <summary>Writes a checkpoint and deletes those that are not to be kept.</summary>
    public void Save(RunProgress progress)
    {
        _store.Write(progress.Step, folder =>
        {
            ModelWeights.Save(Model, folder);
            SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.Optimizer), Adam.Read(), TensorType.F32);
            File.Copy(_data.Vocabulary.TokenizerPath, Path.Combine(folder, CheckpointFiles.Tokenizer));
            ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Config), Describe(progress));
            ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Progress), progress);
        });
        if (progress.Best is { } best)
        {
            var name = Path.GetFileName(_store.FolderOf(best.Step));
            ArtifactJson.Write(Path.Combine(_config.Run, RunFiles.Best), new BestCheckpoint(name, best.Loss, best.Bleu));
        }

        _store.Prune(_config.Checkpoints.KeepLast, progress.Best?.Step);
    }

    public void Dispose()
    {
        Adam.Dispose();
        Model.Dispose();
    }

    private CheckpointConfig Describe(RunProgress progress) => new()
    {
        Name = _config.Name,
        Architecture = _architecture,
        Vocabulary = _data.Vocabulary.Layout,
        Directions = _data.Directions,
        Training = new TrainingState
        {
            Step = progress.Step,
            Epoch = progress.Epoch,
            TargetTokens = progress.TargetTokens,
            Seconds = progress.Seconds,
            ValidationLoss = progress.Validation?.Loss,
            ValidationBleu = progress.Validation?.Bleu,
            Data = _config.Credits,
        },
    };
}
