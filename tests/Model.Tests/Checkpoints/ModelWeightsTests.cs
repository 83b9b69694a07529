using TorchSharp;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Checkpoints;

namespace TranslationService.Model.Tests.Checkpoints;

public sealed class ModelWeightsTests : IDisposable
{
    private static readonly TransformerConfig Config = new()
    {
        Scheme = ResidualScheme.ResiDual,
        ModelDimension = 8,
        FeedForwardDimension = 16,
        AttentionHeads = 2,
        EncoderLayers = 2,
        DecoderLayers = 1,
        VocabularySize = 270,
        MaxPositions = 16,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("model-weights-tests-").FullName;
    private readonly Transformer _model = new(Config);

    public ModelWeightsTests() => ArtifactJson.Write(Path.Combine(_folder, CheckpointFiles.Config), new CheckpointConfig
    {
        Name = "tiny",
        Architecture = Config,
        Vocabulary = new VocabularyLayout { PieceCount = 13, TargetLanguages = ["de"] },
        Directions = [new LanguagePair("en", "de")],
    });

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_was_saved_is_loaded_bit_for_bit_in_evaluation_mode()
    {
        ModelWeights.Save(_model, _folder);

        using var loaded = ModelWeights.Load(_folder);

        Assert.False(loaded.training);
        AssertSameWeights(loaded);
    }

    [Fact]
    public void Torchsharps_own_file_is_loaded_where_there_is_no_other()
    {
        _model.save(Path.Combine(_folder, CheckpointFiles.NativeWeights));

        using var loaded = ModelWeights.Load(_folder);

        AssertSameWeights(loaded);
    }

    [Fact]
    public void Weights_of_another_shape_are_named()
    {
        using var wider = new Transformer(Config with { FeedForwardDimension = 32 });
        ModelWeights.Save(wider, _folder);

        var error = Assert.Throws<ArtifactException>(() => ModelWeights.Load(_folder));

        Assert.Contains("encoder.layers.0.feed_forward.expand.weight is [32, 8]", error.Message, StringComparison.Ordinal);
    }

    private void AssertSameWeights(Transformer loaded)
    {
        foreach (var (expected, actual) in ModelWeights.Read(_model).Zip(ModelWeights.Read(loaded)))
        {
            Assert.Equal(expected.Name, actual.Name);
            Assert.Equal(expected.Values, actual.Values);
        }
    }
}
