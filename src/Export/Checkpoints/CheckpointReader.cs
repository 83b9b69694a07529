using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Export.Graphs;

namespace TranslationService.Export.Checkpoints;

/// <summary>Reads a checkpoint folder and checks it against its own configuration.</summary>
internal static class CheckpointReader
{
    /// <summary>The folder's <c>config.json</c>.</summary>
    /// <exception cref="ArtifactException">The file is missing or contradicts itself.</exception>
    public static CheckpointConfig ReadConfig(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ArtifactException($"{folder} is not a folder; a checkpoint is one with a {CheckpointFiles.Config}");
        }

        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
        var problems = config.Architecture.Problems().ToList();
        if (config.Vocabulary.Size != config.Architecture.VocabularySize)
        {
            problems.Add($"the vocabulary has {config.Vocabulary.Size} ids, the architecture {config.Architecture.VocabularySize}");
        }

        if (config.Directions.Count == 0)
        {
            problems.Add("directions is empty; it must name at least one");
        }

        if (problems.Count > 0)
        {
            throw new ArtifactException($"{Path.Combine(folder, CheckpointFiles.Config)}: {string.Join("; ", problems)}");
        }

        return config;
    }

    /// <summary>The folder's weights: <c>model.safetensors</c>, or else TorchSharp's own <c>model.dat</c>.</summary>
    /// <exception cref="ArtifactException">A file or a tensor is missing, damaged, or of another shape than the architecture's.</exception>
    public static ModelWeights ReadWeights(string folder, TransformerConfig config)
    {
        var path = Path.Combine(folder, CheckpointFiles.Weights);
        var native = Path.Combine(folder, CheckpointFiles.NativeWeights);
        if (!File.Exists(path) && File.Exists(native))
        {
            var tensors = NativeWeightsFile.Read(native);
            return Checked(native, config, name => tensors.GetValueOrDefault(name));
        }

        var file = SafetensorsFile.Open(path);
        return Checked(path, config, name => file.Contains(name) ? file.Read(name) : null);
    }

    private static ModelWeights Checked(string path, TransformerConfig config, Func<string, NamedTensor?> find)
    {
        var tensors = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        foreach (var (name, shape) in TensorNames.All(config))
        {
            var tensor = find(name)
                ?? throw new ArtifactException($"{path} has no tensor {name}, which the architecture in {CheckpointFiles.Config} asks for");
            if (!tensor.Shape.SequenceEqual(shape))
            {
                throw new ArtifactException(
                    $"{path}: {name} is [{string.Join(", ", tensor.Shape)}]; the architecture makes it [{string.Join(", ", shape)}]");
            }

            if (tensor.Values.Any(value => !float.IsFinite(value)))
            {
                throw new ArtifactException($"{path}: {name} holds values that are not finite numbers; the training diverged");
            }

            tensors.Add(name, tensor);
        }

        return new ModelWeights(config, tensors);
    }
}
