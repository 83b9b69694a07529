using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Export.Checkpoints;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Checkpoints;

public sealed class CheckpointReaderTests : IDisposable
{
    private static readonly TransformerConfig Config = TinyCheckpoint.Config();

    private readonly TemporaryFolder _folder = new();

    public CheckpointReaderTests() => TinyCheckpoint.Write(_folder.Path, Config, seed: 1);

    private string WeightsPath => _folder[CheckpointFiles.Weights];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TensorType.F32, 0f)]
    [InlineData(TensorType.F16, 1f / 2048)]
    [InlineData(TensorType.BF16, 1f / 256)]
    public void Weights_are_read_in_each_number_format(TensorType type, float relativeError)
    {
        var expected = Tensors();
        SafetensorsFile.Write(WeightsPath, expected, type);

        var weights = CheckpointReader.ReadWeights(_folder.Path, Config);

        Assert.All(expected, tensor => Assert.All(tensor.Values.Zip(weights[tensor.Name].Values), pair =>
            Assert.InRange(Math.Abs(pair.First - pair.Second), 0, (Math.Abs(pair.First) * relativeError) + 1e-7f)));
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        SafetensorsFile.Write(WeightsPath, [.. Tensors().Where(t => t.Name != "encoder.final_norm.bias")], TensorType.F32);

        Assert.Contains("no tensor encoder.final_norm.bias", ErrorOfWeights(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        SafetensorsFile.Write(WeightsPath, [.. Tensors().Select(t => t.Name == TensorNames.Embedding ? new NamedTensor(t.Name, [1, 2], [0, 0]) : t)], TensorType.F32);

        Assert.Contains($"[1, 2]; the architecture makes it [{Config.VocabularySize}, 32]", ErrorOfWeights(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_a_training_that_diverged_are_refused()
    {
        var tensors = Tensors();
        tensors[3].Values[0] = float.NaN;
        SafetensorsFile.Write(WeightsPath, tensors, TensorType.F32);

        Assert.Contains("not finite", ErrorOfWeights(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_that_does_not_fit_the_architecture_is_refused()
    {
        var path = Path.Combine(_folder.Path, CheckpointFiles.Config);
        var config = ArtifactJson.Read<CheckpointConfig>(path);
        ArtifactJson.Write(path, config with { Architecture = config.Architecture with { VocabularySize = 300 } });

        var error = Assert.Throws<ArtifactException>(() => CheckpointReader.ReadConfig(_folder.Path));

        Assert.Contains("the architecture 300", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var error = Assert.Throws<ArtifactException>(() => CheckpointReader.ReadConfig(_folder["nowhere"]));

        Assert.Contains("nowhere is not a folder", error.Message, StringComparison.Ordinal);
    }

    private List<NamedTensor> Tensors()
    {
        var file = SafetensorsFile.Open(WeightsPath);
        return [.. file.Names.Select(file.Read)];
    }

    private string ErrorOfWeights() => Assert.Throws<ArtifactException>(() => CheckpointReader.ReadWeights(_folder.Path, Config)).Message;
}
