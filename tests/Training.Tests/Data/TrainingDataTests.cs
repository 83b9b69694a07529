using TranslationService.Artifacts;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;

namespace TranslationService.Training.Tests.Data;

public sealed class TrainingDataTests
{
    [Fact]
    public void A_line_too_long_for_the_model_is_left_out_of_both_loss_and_BLEU()
    {
        using var run = new TinyRun().Configure();
        File.WriteAllLines(run.PathOf("valid.en"), [string.Join(' ', Enumerable.Repeat("tea", 2000)), "I like tea."]);
        File.WriteAllLines(run.PathOf("valid.de"), ["Tee.", "Ich mag Tee."]);

        var corpus = Assert.Single(TrainingData.Load(TrainingConfig.Read(run.ConfigPath)).Validation);

        Assert.Single(corpus.Pairs);
        Assert.Equal("I like tea.", Assert.Single(corpus.Lines).Source);
    }

    [Fact]
    public void Validation_data_that_hold_nothing_are_refused()
    {
        using var run = new TinyRun().Configure();
        File.WriteAllText(run.PathOf("valid.en"), "");
        File.WriteAllText(run.PathOf("valid.de"), "");

        var error = Assert.Throws<ArtifactException>(() => TrainingData.Load(TrainingConfig.Read(run.ConfigPath)));

        Assert.Contains("validation data hold no en-de pair", error.Message, StringComparison.Ordinal);
    }
}
