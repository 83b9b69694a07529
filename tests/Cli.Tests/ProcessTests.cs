using System.Diagnostics;
using System.Text;

namespace TranslationService.Cli.Tests;

/// <summary>The program as a process of its own: standard streams, encoding, exit code.</summary>
public sealed class ProcessTests(TinyPackageFixture package) : IClassFixture<TinyPackageFixture>
{
    [Fact]
    public async Task Each_line_is_answered_before_the_next_is_sent()
    {
        using var process = Start("translate", "--model", package.Folder, "--source", "de", "--target", "en");
        string[] lines = ["Ein kleines Haus.", "", "Übermäßig schön …", "Ja."];
        var together = await CliRun.WithInputAsync(string.Join('\n', lines), "translate", "--model", package.Folder, "--source", "de", "--target", "en");

        for (var i = 0; i < lines.Length; i++)
        {
            await process.StandardInput.WriteLineAsync(lines[i]);
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal(together.OutputLines[i], await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        process.StandardInput.Close();
        Assert.Null(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CommandLine.Success, process.ExitCode);
    }

    [Fact]
    public async Task An_error_is_one_line_and_an_exit_code()
    {
        using var process = Start("translate", "--model", "no-such-folder");

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CommandLine.Failure, process.ExitCode);
        Assert.Equal("no-such-folder is not a folder; a model package is one with a manifest.json\n", error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Programs_that_share_an_output_file_write_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        var output = folder.PathTo("out");
        var text = folder.Write("text", "one two three four\n");
        var evaluate = $"dotnet exec '{Path.Combine(AppContext.BaseDirectory, "TranslationService.Cli.dll")}' evaluate --hypothesis '{text}' --reference '{text}'";

        using var shell = Process.Start("sh", ["-c", $"{{ echo begin; {evaluate}; {evaluate}; echo end; }} > '{output}'"]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        Assert.Equal(["begin", "BLEU", "chrF2", "BLEU", "chrF2", "end"], lines.Select(line => line.Split('|')[0]));
    }

    [Fact]
    public async Task Standard_input_that_cannot_be_read_is_an_error_rather_than_a_wait_for_ever()
    {
        using var folder = new TemporaryFolder();
        var translate = $"dotnet exec '{Path.Combine(AppContext.BaseDirectory, "TranslationService.Cli.dll")}' translate --model '{package.Folder}' --target en";

        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec {translate} 0> '{folder.PathTo("write-only")}'"]) { UseShellExecute = false, RedirectStandardError = true })!;
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CommandLine.Failure, shell.ExitCode);
        Assert.StartsWith("standard input cannot be read", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("translate --target en <&-", "standard input cannot be read: the shell has closed it")]
    [InlineData("translate --target en >&- <<< Ja.", "standard output cannot be written: the shell has closed it")]
    [InlineData("translate --target en <&- >&-", "standard input cannot be read: the shell has closed it")]
    public async Task A_standard_stream_that_the_shell_has_closed_is_an_error_rather_than_a_wait_for_ever(string command, string expected)
    {
        var (exitCode, error) = await ShellAsync(command);

        Assert.Equal(CommandLine.Failure, exitCode);
        Assert.Equal(expected, error.TrimEnd());
    }

    [Fact]
    public async Task A_closed_stream_that_nobody_needs_does_no_harm()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, error) = await ShellAsync($"translate --target en --input '{folder.Write("in", "Ja.\n")}' --output '{folder.PathTo("out")}' <&- >&-");

        Assert.Equal((CommandLine.Success, ""), (exitCode, error));
        Assert.Single(await File.ReadAllLinesAsync(folder.PathTo("out"), TestContext.Current.CancellationToken));
        Assert.Equal(CommandLine.Failure, (await ShellAsync("translate --target en <&- 2>&-")).ExitCode);
    }

    [Fact]
    public async Task It_ends_when_nobody_reads_its_output_any_more()
    {
        using var process = Start("translate", "--model", package.Folder, "--target", "en");
        process.StandardOutput.Close();

        // Standard input stays open: what ends the program is the first answer that nobody takes.
        await process.StandardInput.WriteLineAsync("Ja.");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CommandLine.Failure, process.ExitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task It_ends_without_a_word_when_it_is_told_to_stop()
    {
        using var process = Start("translate", "--model", package.Folder, "--target", "en");
        await process.StandardInput.WriteLineAsync("Ja.");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((CommandLine.Interrupted, ""), (process.ExitCode, error));
    }

    [Fact]
    public async Task Help_shows_the_commands()
    {
        var run = await CliRun.OfAsync("--help");

        Assert.Equal(CommandLine.Success, run.ExitCode);
        Assert.Contains("translate", run.Output, StringComparison.Ordinal);
        Assert.Contains("evaluate", run.Output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Error)> ShellAsync(string command)
    {
        var program = $"exec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "TranslationService.Cli.dll")}' {command.Replace("--target", $"--model '{package.Folder}' --target", StringComparison.Ordinal)}";
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", program]) { UseShellExecute = false, RedirectStandardError = true })!;
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, error);
    }

    private static Process Start(params string[] args)
    {
        var utf8 = new UTF8Encoding(false);
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "TranslationService.Cli.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }
}
