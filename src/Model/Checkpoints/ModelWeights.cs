using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using static TorchSharp.torch;

namespace TranslationService.Model.Checkpoints;

/// <summary>Carries weights between a <see cref="Transformer"/> and a checkpoint folder's files.</summary>
public static class ModelWeights
{
    /// <summary>A copy of every weight, in the order of <see cref="TensorNames"/>.</summary>
    public static IReadOnlyList<NamedTensor> Read(Transformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parameters = model.named_parameters().ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);
        return [.. TensorNames.All(model.Config).Select(t => new NamedTensor(t.Name, t.Shape, ValuesOf(parameters[t.Name])))];
    }

    /// <summary>Sets every weight.</summary>
    /// <exception cref="ArtifactException">A weight is missing or has another shape.</exception>
    public static void Write(Transformer model, Func<string, NamedTensor> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var parameters = model.named_parameters().ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);
        foreach (var (name, shape) in TensorNames.All(model.Config))
        {
            var weight = weights(name);
            if (!weight.Shape.SequenceEqual(shape))
            {
                throw new ArtifactException(
                    $"{name} is [{string.Join(", ", weight.Shape)}] in the checkpoint; the architecture makes it [{string.Join(", ", shape)}]");
            }

            parameters[name].copy_(tensor(weight.Values, [.. shape.Select(s => (long)s)]));
        }
    }

    /// <summary>Writes <c>model.safetensors</c> into a folder.</summary>
    public static void Save(Transformer model, string folder, TensorType type = TensorType.F32) =>
        SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.Weights), Read(model), type);

    /// <summary>A model from a checkpoint folder, in evaluation mode: from <c>model.safetensors</c>, else from <c>model.dat</c>.</summary>
    /// <exception cref="ArtifactException">A file is missing, is damaged or does not fit the architecture.</exception>
    public static Transformer Load(string folder, ComputePrecision precision = ComputePrecision.Fp32)
    {
        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
        var model = new Transformer(config.Architecture, precision: precision);
        var native = Path.Combine(folder, CheckpointFiles.NativeWeights);
        if (!File.Exists(Path.Combine(folder, CheckpointFiles.Weights)) && File.Exists(native))
        {
            model.load(native);
        }
        else
        {
            Write(model, SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Weights)).Read);
        }

        model.eval();
        return model;
    }

    private static float[] ValuesOf(Tensor parameter)
    {
        using var scope = NewDisposeScope();
        return parameter.detach().to(float32).cpu().contiguous().data<float>().ToArray();
    }
}
