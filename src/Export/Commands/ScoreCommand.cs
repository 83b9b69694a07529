using System.CommandLine;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Commands;

/// <summary><c>score</c>: writes what <c>evaluate</c> measured into a package's manifest; a score of the same test set, direction and metric is replaced.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var package = new Option<string>("--package") { Description = "The package's folder.", Required = true };
        var testSet = new Option<string>("--test-set") { Description = "For example tatoeba-en-de/test.", Required = true };
        var source = new Option<string>("--source") { Description = "The source language.", Required = true };
        var target = new Option<string>("--target") { Description = "The target language.", Required = true };
        var metric = new Option<string>("--metric") { Description = "BLEU or chrF2.", Required = true };
        var value = new Option<double>("--value") { Description = "0 to 100.", Required = true };
        var signature = new Option<string>("--signature") { Description = "How it was computed, as sacreBLEU writes it.", Required = true };
        metric.AcceptOnlyFromAmong("BLEU", "chrF2");
        var command = new Command("score", "Writes a measured score into a package's manifest.") { package, testSet, source, target, metric, value, signature };
        command.SetAction(result => Write(
            result.GetRequiredValue(package),
            new ModelScore(
                result.GetRequiredValue(testSet),
                new LanguagePair(result.GetRequiredValue(source), result.GetRequiredValue(target)),
                result.GetRequiredValue(metric),
                result.GetRequiredValue(value),
                result.GetRequiredValue(signature))));
        return command;
    }

    /// <summary>Puts a score into a package's manifest.</summary>
    /// <exception cref="ArtifactException">The package is unsound, does not translate in that direction, or the value is no score.</exception>
    public static void Write(string folder, ModelScore score)
    {
        var manifest = ModelPackage.Open(folder).Manifest;
        if (!manifest.Directions.Contains(score.Direction))
        {
            throw new ArtifactException($"{folder} does not translate {score.Direction}; it translates {string.Join(", ", manifest.Directions)}");
        }

        if (score.Value is not (>= 0 and <= 100))
        {
            throw new ArtifactException($"--value is {score.Value}; a score lies between 0 and 100");
        }

        var others = manifest.Scores.Where(s => (s.TestSet, s.Direction, s.Metric) != (score.TestSet, score.Direction, score.Metric));
        ArtifactJson.Write(Path.Combine(folder, ModelManifest.FileName), manifest with { Scores = [.. others, score] });
    }
}
