using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Artifacts.Tests;

public sealed class ArtifactJsonTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_checkpoint_configuration_survives_writing_and_reading()
    {
        var config = new CheckpointConfig
        {
            Name = "en-de",
            Architecture = new TransformerConfig
            {
                Scheme = ResidualScheme.PreLN,
                ModelDimension = 8,
                FeedForwardDimension = 16,
                AttentionHeads = 2,
                EncoderLayers = 1,
                DecoderLayers = 1,
                VocabularySize = 301,
            },
            Vocabulary = new VocabularyLayout { PieceCount = 44, TargetLanguages = ["de"] },
            Directions = [new LanguagePair("en", "de")],
            Training = new TrainingState { Step = 10, Epoch = 1, TargetTokens = 1234, Seconds = 5.5, ValidationLoss = 2.25 },
        };

        ArtifactJson.Write(_path, config);
        var read = ArtifactJson.Read<CheckpointConfig>(_path);

        Assert.Equal(config.Architecture, read.Architecture);
        Assert.Equal(config.Training, read.Training);
        Assert.Equal(config.Directions, read.Directions);
        Assert.Equal(301, read.Vocabulary.Size);
        Assert.False(File.Exists(_path + ".tmp"));
    }

    [Fact]
    public void An_unknown_key_is_refused_by_name()
    {
        File.WriteAllText(_path, """{"description":"a","licence":"b","attribution":"c","licens":"d"}""");

        var error = Assert.Throws<ArtifactException>(() => ArtifactJson.Read<TrainingDataCredits>(_path));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains("licens", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Null_in_place_of_a_value_is_refused_by_name()
    {
        File.WriteAllText(_path, """{"description":"a","licence":null,"attribution":"c"}""");

        var error = Assert.Throws<ArtifactException>(() => ArtifactJson.Read<TrainingDataCredits>(_path));

        Assert.Contains("licence", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<ArtifactException>(() => ArtifactJson.Read<TrainingDataCredits>(_path));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_named()
    {
        var error = Assert.Throws<ArtifactException>(() => ArtifactJson.Read<TrainingDataCredits>(Path.GetTempPath()));

        Assert.Contains(Path.GetTempPath(), error.Message, StringComparison.Ordinal);
    }
}
