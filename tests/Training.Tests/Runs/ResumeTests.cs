namespace TranslationService.Training.Tests.Runs;

public sealed class ResumeTests
{
    [Fact]
    public async Task A_run_that_is_killed_twice_has_the_losses_and_the_weights_of_an_unbroken_one()
    {
        using var whole = new TinyRun().Configure();
        using var broken = new TinyRun().Configure();

        Assert.Equal(0, (await ChildProcess.Run("train", "--config", whole.ConfigPath)).ExitCode);
        await ChildProcess.KillAfterLine("validation after step 7:", "train", "--config", broken.ConfigPath); // two steps after a checkpoint, or while the best is written
        await ChildProcess.KillAfterLine("validation after step 21:", "train", "--config", broken.ConfigPath);
        var (exitCode, output, _) = await ChildProcess.Run("train", "--config", broken.ConfigPath);

        Assert.Equal(0, exitCode);
        Assert.Contains("going on after step", output, StringComparison.Ordinal);
        Assert.Equal(whole.LogWithoutTimes(), broken.LogWithoutTimes());
        Assert.Equal(30, broken.Checkpoints[^1].Step);
        foreach (var file in (string[])["model.safetensors", "optimizer.safetensors"])
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(whole.Checkpoints[^1].Folder, file), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(broken.Checkpoints[^1].Folder, file), TestContext.Current.CancellationToken));
        }
    }
}
