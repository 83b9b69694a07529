using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Training.Probes;

namespace TranslationService.Training.Configuration;

/// <summary>A training run, as its JSON file states it. Paths are relative to that file (docs/training.md).</summary>
internal sealed record TrainingConfig
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The folder that receives checkpoints and the log.</summary>
    public required string Run { get; init; }

    /// <summary>The folder that the <c>vocabulary</c> command wrote.</summary>
    public required string Vocabulary { get; init; }

    public required IReadOnlyList<CorpusSection> Data { get; init; }

    public ArchitectureSection Architecture { get; init; } = new();

    public DropoutConfig Dropout { get; init; } = new();

    public ComputePrecision Precision { get; init; } = ComputePrecision.Bf16;

    public BatchSection Batches { get; init; } = new();

    public OptimizerSection Optimizer { get; init; } = new();

    public StopSection Stop { get; init; } = new();

    public CheckpointSection Checkpoints { get; init; } = new();

    public ValidationSection Validation { get; init; } = new();

    /// <summary>Decides initial weights, order and dropout. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of one operation; 0 takes every processor. Default 0.</summary>
    public int Threads { get; init; }

    /// <summary>The training data, for the checkpoint.</summary>
    public TrainingDataCredits? Credits { get; init; }

    /// <summary>Sentences for the probes of the averaged checkpoint; some of our own where there are none.</summary>
    public IReadOnlyList<ProbeSentence>? Probes { get; init; }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="ArtifactException">It is missing, is not JSON, has an unknown key or a value out of bounds.</exception>
    public static TrainingConfig Read(string path)
    {
        var config = ArtifactJson.Read<TrainingConfig>(path);
        if (config.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArtifactException($"{path}: {problem}");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CorpusSection From(CorpusSection corpus) => corpus with
        {
            Source = Path.GetFullPath(corpus.Source, folder),
            Target = Path.GetFullPath(corpus.Target, folder),
        };
        return config with
        {
            Run = Path.GetFullPath(config.Run, folder),
            Vocabulary = Path.GetFullPath(config.Vocabulary, folder),
            Data = [.. config.Data.Select(From)],
            Validation = config.Validation with { Data = [.. config.Validation.Data.Select(From)] },
        };
    }

    private IEnumerable<string> Problems() => Architecture.With(vocabularySize: 1).Problems()
        .Select(p => $"architecture.{p}")
        .Concat(Dropout.Problems())
        .Concat(Batches.Problems(Architecture.MaxPositions))
        .Concat(Optimizer.Problems())
        .Concat(Stop.Problems())
        .Concat(Checkpoints.Problems())
        .Concat(Validation.Problems())
        .Concat(Data.Count == 0 ? ["data names no corpus"] : [])
        .Concat(Threads < 0 ? [$"threads is {Threads}; it must be 0 or more"] : [])
        .Concat(Stop.Patience is not null && Validation.Data.Count == 0 ? ["stop.patience needs validation.data"] : [])
        .Concat(Enum.IsDefined(Precision) ? [] : [$"precision is {(int)Precision}; it must be fp32 or bf16"]);
}
