using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Checkpoints;
using TranslationService.Tokenization;
using TranslationService.Training.Checkpoints;
using TranslationService.Training.Probes;

namespace TranslationService.Training.Averaging;

/// <summary>Makes one checkpoint for export of a run's last k: mean weights in the wanted number format, and their probes.</summary>
internal static class CheckpointAverager
{
    /// <summary>Writes the folder, whole or not at all.</summary>
    /// <param name="run">A run's folder.</param>
    /// <param name="last">How many of its newest checkpoints.</param>
    /// <param name="output">The checkpoint folder to make; it must not exist.</param>
    /// <param name="type">The number format of the weights; the probes are of the rounded weights.</param>
    /// <returns>The checkpoints averaged.</returns>
    /// <exception cref="ArtifactException">The run has too few checkpoints, or the folder exists.</exception>
    public static IReadOnlyList<string> Write(string run, int last, string output, TensorType type)
    {
        var all = new CheckpointStore(run).All;
        if (last < 1 || all.Count < last)
        {
            throw new ArtifactException($"{run} has {all.Count} checkpoints; the last {last} of them cannot be averaged");
        }

        if (Directory.Exists(output))
        {
            throw new ArtifactException($"{output} exists; give another folder, or delete it first");
        }

        var folders = all.TakeLast(last).Select(c => c.Folder).ToArray();
        var unfinished = output.TrimEnd(Path.DirectorySeparatorChar) + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true); // of a call that was killed
        }

        Directory.CreateDirectory(unfinished);
        Fill(unfinished, folders, type, ProbeSentencesOf(run));
        Directory.Move(unfinished, output);
        return folders;
    }

    private static void Fill(string folder, string[] folders, TensorType type, IReadOnlyList<ProbeSentence>? sentences)
    {
        var newest = folders[^1];
        SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.Weights), WeightAverage.Of(folders), type);
        File.Copy(Path.Combine(newest, CheckpointFiles.Tokenizer), Path.Combine(folder, CheckpointFiles.Tokenizer), overwrite: true);
        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(newest, CheckpointFiles.Config));

        // The validation's results are the newest checkpoint's, not this one's.
        config = config with
        {
            Training = config.Training! with { AveragedCheckpoints = folders.Length, ValidationLoss = null, ValidationBleu = null },
        };
        ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Config), config);

        using var model = ModelWeights.Load(folder); // as written: rounded
        var tokenizer = SubwordTokenizer.Load(Path.Combine(folder, CheckpointFiles.Tokenizer), config.Vocabulary);
        new ProbeWriter(model, tokenizer).Write(folder, sentences ?? [.. config.Directions.SelectMany(ProbeSentences.For)]);
    }

    private static ProbeSentence[]? ProbeSentencesOf(string run)
    {
        var path = Path.Combine(run, RunFiles.ProbeSentences);
        return File.Exists(path) ? ArtifactJson.Read<ProbeSentence[]>(path) : null;
    }
}
