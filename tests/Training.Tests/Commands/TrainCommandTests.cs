namespace TranslationService.Training.Tests.Commands;

public sealed class TrainCommandTests
{
    [Fact]
    public async Task A_bad_config_is_one_line_on_stderr_and_a_failing_exit_code()
    {
        using var run = new TinyRun().Configure(c => c["learningRate"] = 1);

        var (exitCode, output, error) = await ChildProcess.Run("train", "--config", run.ConfigPath);

        Assert.NotEqual(0, exitCode);
        Assert.Empty(output);
        Assert.Contains("learningRate", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains(run.ConfigPath, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train", "--config", "/")]
    public async Task So_is_a_missing_option_or_a_file_that_cannot_be_read(params string[] arguments)
    {
        var (exitCode, output, error) = await ChildProcess.Run(arguments);

        Assert.Equal(1, exitCode);
        Assert.Empty(output.Trim());
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
