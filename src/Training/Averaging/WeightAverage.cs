using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Averaging;

/// <summary>The mean of several checkpoints' weights.</summary>
internal static class WeightAverage
{
    /// <summary>The mean of each tensor over the folders, in the order of <see cref="TensorNames"/>.</summary>
    /// <exception cref="ArtifactException">The checkpoints have not one architecture, or one of them cannot be read.</exception>
    public static IReadOnlyList<NamedTensor> Of(IReadOnlyList<string> folders)
    {
        var config = ConfigOf(folders[0]).Architecture;
        if (folders.FirstOrDefault(f => ConfigOf(f).Architecture != config) is { } other)
        {
            throw new ArtifactException($"{other} has another architecture than {folders[0]}; only checkpoints of one run can be averaged");
        }

        var files = folders.Select(f => SafetensorsFile.Open(Path.Combine(f, CheckpointFiles.Weights))).ToArray();
        return [.. TensorNames.All(config).Select(t => new NamedTensor(t.Name, t.Shape, Mean(files.Select(f => f.Read(t.Name).Values), files.Length)))];
    }

    private static float[] Mean(IEnumerable<float[]> tensors, int count)
    {
        double[]? sums = null;
        foreach (var values in tensors)
        {
            sums ??= new double[values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                sums[i] += values[i];
            }
        }

        return [.. sums!.Select(sum => (float)(sum / count))];
    }

    private static CheckpointConfig ConfigOf(string folder) => ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
}
