using System.Text.Json.Nodes;
using TranslationService.Artifacts;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;

namespace TranslationService.Training.Tests.Configuration;

public sealed class TrainingConfigTests : IDisposable
{
    private readonly TinyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Paths_are_relative_to_the_file()
    {
        var config = TrainingConfig.Read(_run.Configure().ConfigPath);

        Assert.Equal(_run.RunFolder, config.Run);
        Assert.Equal(_run.PathOf("vocabulary"), config.Vocabulary);
        Assert.Equal(_run.PathOf("train.en"), config.Data[0].Source);
        Assert.Equal(_run.PathOf("valid.de"), config.Validation.Data[0].Target);
    }

    [Theory]
    [InlineData("", "learningrat", "0.1", "learningrat")]
    [InlineData("optimizer", "learningRates", "0.1", "learningRates")]
    [InlineData("optimizer", "learningRate", "0", "optimizer.learningRate is 0; it must lie between 0 and 1")]
    [InlineData("optimizer", "warmupSteps", "-1", "optimizer.warmupSteps is -1")]
    [InlineData("optimizer", "labelSmoothing", "1", "optimizer.labelSmoothing is 1")]
    [InlineData("dropout", "residual", "1", "dropout.residual is 1")]
    [InlineData("architecture", "attentionHeads", "3", "architecture.modelDimension is 16; it must be a multiple")]
    [InlineData("batches", "maxTokens", "50", "batches.maxTokens is 50; it must be at least batches.maxSentenceTokens (100)")]
    [InlineData("batches", "accumulation", "0", "batches.accumulation is 0")]
    [InlineData("batches", "maxSentenceTokens", "2000", "at most architecture.maxPositions (512)")]
    [InlineData("checkpoints", "keepLast", "0", "checkpoints.everySteps and keepLast must be 1 or more")]
    [InlineData("validation", "everySteps", "0", "validation.everySteps must be 1 or more")]
    [InlineData("", "stop", "{}", "stop names no end")]
    [InlineData("", "data", "[]", "data names no corpus")]
    [InlineData("", "precision", "\"int8\"", "config.json, line 1")]
    [InlineData("", "threads", "-1", "threads is -1")]
    public void What_is_wrong_is_said_in_one_line_that_names_the_file(string section, string key, string value, string expected)
    {
        _run.Configure(c => (section.Length == 0 ? c : c[section]!)[key] = JsonNode.Parse(value));

        var error = Assert.Throws<ArtifactException>(() => TrainingConfig.Read(_run.ConfigPath));

        Assert.Contains(_run.ConfigPath, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_corpus_is_named() => AssertRefused(
        c => c["data"]![0]!["source"] = "nowhere.en", "nowhere.en", "cannot be read");

    [Fact]
    public void Unequal_line_counts_are_named() => AssertRefused(
        c => c["data"]![0]!["target"] = "valid.de", "train.en has 120 lines", "valid.de has 20");

    [Fact]
    public void A_language_that_the_vocabulary_lacks_is_named() => AssertRefused(
        c => c["data"]![0]!["targetLanguage"] = "fr", "no token for the language fr", "vocabulary.json");

    [Fact]
    public void A_missing_vocabulary_is_named() => AssertRefused(c => c["vocabulary"] = "nowhere", "nowhere", "cannot be read");

    [Fact]
    public void A_layout_that_is_not_the_tokenisers_is_refused()
    {
        File.WriteAllText(_run.PathOf("vocabulary/vocabulary.json"), """{ "pieceCount": 100, "targetLanguages": ["de", "en"] }""");

        AssertRefused(_ => { }, "tokenizer.model", "100");
    }

    [Fact]
    public void Pairs_that_are_too_long_or_empty_are_left_out_and_counted()
    {
        File.WriteAllLines(_run.PathOf("train.en"), ["A boat.", "", "A boat. " + string.Join(' ', Enumerable.Repeat("A boat.", 60))]);
        File.WriteAllLines(_run.PathOf("train.de"), ["Ein Boot.", "Ein Boot.", "Ein Boot."]);

        var data = TrainingData.Load(TrainingConfig.Read(_run.Configure().ConfigPath));

        Assert.Equal(2, data.Training.Count); // both directions
        Assert.Equal(4, data.LeftOut);
    }

    private void AssertRefused(Action<JsonNode> change, params string[] expected)
    {
        _run.Configure(change);

        var error = Assert.Throws<ArtifactException>(() => TrainingData.Load(TrainingConfig.Read(_run.ConfigPath)));

        Assert.All(expected, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }
}
