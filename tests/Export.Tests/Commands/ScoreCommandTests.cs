using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Commands;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Commands;

public sealed class ScoreCommandTests
{
    private static readonly LanguagePair Direction = new("en", "de");

    [Fact]
    public void A_score_goes_into_the_manifest_and_replaces_an_older_one_of_its_kind()
    {
        using var tiny = TinyPackage.Create();

        ScoreCommand.Write(tiny.Folder, new ModelScore("set/test", Direction, "BLEU", 20, "old"));
        ScoreCommand.Write(tiny.Folder, new ModelScore("set/test", Direction, "chrF2", 45, "other metric"));
        ScoreCommand.Write(tiny.Folder, new ModelScore("set/test", Direction, "BLEU", 21, "new"));

        Assert.Equal([("chrF2", 45.0), ("BLEU", 21.0)], ModelPackage.Open(tiny.Folder).Manifest.Scores.Select(s => (s.Metric, s.Value)));
    }

    [Theory]
    [InlineData("fr", 20)]
    [InlineData("en", 100.1)]
    [InlineData("en", double.NaN)]
    public void A_score_that_cannot_be_is_refused(string source, double value)
    {
        using var tiny = TinyPackage.Create();

        Assert.Throws<ArtifactException>(() => ScoreCommand.Write(tiny.Folder, new ModelScore("set/test", new LanguagePair(source, "de"), "BLEU", value, "s")));
    }
}
