using System.Text.Json.Nodes;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Tests.Runs;

public sealed class TrainerTests
{
    [Fact]
    public void The_newest_checkpoints_and_the_best_are_kept()
    {
        using var run = new TinyRun().Configure(c =>
        {
            c["optimizer"]!["learningRate"] = 0.9; // soon worse than at the first validation
            c["optimizer"]!["warmupSteps"] = 20;
            c["validation"]!["everySteps"] = 3;
        });

        var progress = Silent.Train(run);

        var best = JsonNode.Parse(File.ReadAllText(Path.Combine(run.RunFolder, "best.json")))!;
        var kept = run.Checkpoints.Select(c => c.Step).ToArray();
        Assert.True(progress.Best!.Step < 20, $"best at step {progress.Best.Step}");
        Assert.Equal([progress.Best.Step, 25, 30], kept);
        Assert.Equal($"step-{progress.Best.Step:D8}", (string?)best["checkpoint"]);
        Assert.Equal(progress.Best.Loss, (double)best["validationLoss"]!);
    }

    [Fact]
    public void A_run_stops_when_so_many_validations_brought_no_gain()
    {
        using var run = new TinyRun().Configure(c =>
        {
            c["optimizer"]!["learningRate"] = 0.9;
            c["optimizer"]!["warmupSteps"] = 0;
            c["validation"]!["everySteps"] = 1;
            c["stop"] = new JsonObject { ["patience"] = 3, ["maxSteps"] = 200 };
        });

        var progress = Silent.Train(run);

        Assert.True(progress.Step < 200);
        Assert.Equal(3, progress.ValidationsSinceBest);
        Assert.Equal(progress.Step - 3, progress.Best!.Step);
    }

    [Fact]
    public void A_run_stops_after_so_many_epochs_and_each_pair_counts_once_an_epoch()
    {
        using var run = new TinyRun().Configure(c => c["stop"] = new JsonObject { ["maxEpochs"] = 2 });

        var progress = Silent.Train(run);

        var data = TranslationService.Training.Data.TrainingData.Load(TranslationService.Training.Configuration.TrainingConfig.Read(run.ConfigPath));
        Assert.Equal(2, progress.Epoch);
        Assert.Equal(2L * data.Training.Sum(p => p.Target.Length), progress.TargetTokens);
    }

    [Fact]
    public void Hours_count_over_sessions()
    {
        using var run = new TinyRun().Configure();
        Silent.Train(run);
        run.Configure(c => c["stop"] = new JsonObject { ["maxHours"] = 1e-9, ["maxSteps"] = 100 });

        Assert.Equal(30, Silent.Train(run).Step);
    }

    [Fact]
    public void A_run_does_not_go_on_with_another_vocabulary()
    {
        using var run = new TinyRun().Configure();
        Silent.Train(run);
        var layout = Path.Combine(run.PathOf("vocabulary"), "vocabulary.json");
        File.WriteAllText(layout, File.ReadAllText(layout).Replace("\"de\"", "\"nl\"", StringComparison.Ordinal).Replace("\"en\"", "\"de\"", StringComparison.Ordinal));
        run.Configure(c =>
        {
            c["data"]![0]!["bothDirections"] = false;
            c["stop"]!["maxSteps"] = 40;
        });

        var error = Assert.Throws<ArtifactException>(() => Silent.Train(run));

        Assert.Contains("another vocabulary", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_asked_to_stop_leaves_a_checkpoint()
    {
        using var run = new TinyRun().Configure();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Silent.TrainUntil(run, stop.Token);

        Assert.Equal(0, Assert.Single(run.Checkpoints).Step);
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void A_checkpoint_says_what_it_is_and_holds_every_tensor(ResidualScheme scheme)
    {
        using var run = new TinyRun().Configure(c =>
        {
            c["architecture"]!["scheme"] = scheme.ToString();
            c["stop"] = new JsonObject { ["maxSteps"] = 3 };
            c["credits"] = new JsonObject { ["description"] = "our sentences", ["licence"] = "MIT", ["attribution"] = "us" };
        });
        Silent.Train(run);

        var folder = run.Checkpoints[^1].Folder;
        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
        Assert.Equal(scheme, config.Architecture.Scheme);
        Assert.Equal([new LanguagePair("en", "de"), new LanguagePair("de", "en")], config.Directions);
        Assert.Equal(3, config.Training!.Step);
        Assert.Equal("MIT", config.Training.Data!.Licence);
        var weights = SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Weights));
        var moments = SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Optimizer));
        Assert.Equal(TensorNames.All(config.Architecture).Select(t => t.Name), weights.Names);
        foreach (var (name, shape) in TensorNames.All(config.Architecture))
        {
            Assert.Equal(shape, weights.ShapeOf(name));
            Assert.Equal(shape, moments.ShapeOf($"first_moment.{name}"));
            Assert.Equal(shape, moments.ShapeOf($"second_moment.{name}"));
        }
    }

    [Fact]
    public void Another_architecture_than_the_runs_is_refused()
    {
        using var run = new TinyRun().Configure(c => c["stop"]!["maxSteps"] = 1);
        Silent.Train(run);
        run.Configure(c => c["architecture"]!["encoderLayers"] = 2);

        var error = Assert.Throws<ArtifactException>(() => Silent.Train(run));

        Assert.Contains("another architecture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_diverges_says_so_and_leaves_its_good_checkpoints()
    {
        using var run = new TinyRun().Configure(c => c["stop"]!["maxSteps"] = 5);
        Silent.Train(run);
        SpoilNewestCheckpoint(run);
        run.Configure();

        var error = Assert.Throws<ArtifactException>(() => Silent.Train(run));

        Assert.Contains("diverged at step 6", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, run.Checkpoints[^1].Step);
    }

    // So large a weight that the first product overflows.
    private static void SpoilNewestCheckpoint(TinyRun run)
    {
        var path = Path.Combine(run.Checkpoints[^1].Folder, CheckpointFiles.Weights);
        var file = SafetensorsFile.Open(path);
        var tensors = file.Names.Select(file.Read).ToArray();
        Array.Fill(tensors[0].Values, float.MaxValue);
        SafetensorsFile.Write(path, tensors, TensorType.F32);
    }

    [Fact]
    public void In_bf16_the_losses_are_those_of_fp32_up_to_its_rounding()
    {
        using var half = new TinyRun().Configure();
        using var full = new TinyRun().Configure(c => c["precision"] = "fp32");
        Silent.Train(half);
        Silent.Train(full);

        double[] Losses(TinyRun run) => [.. run.LogWithoutTimes().Select(l => (double)JsonNode.Parse(l)!["loss"]!)];
        Assert.All(Losses(half).Zip(Losses(full)), pair => Assert.Equal(pair.Second, pair.First, 0.02 * pair.Second));
        Assert.NotEqual(Losses(full), Losses(half));
    }
}
