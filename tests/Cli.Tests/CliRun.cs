using System.Text;

namespace TranslationService.Cli.Tests;

/// <summary>One run of the program in this process: arguments and standard input in; output, error and exit code out.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.EndsWith('\n') ? Output[..^1].Split('\n') : Output.Split('\n');

    public static Task<CliRun> OfAsync(params string[] args) => WithInputAsync("", args);

    public static async Task<CliRun> WithInputAsync(string input, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        using var stdin = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var exitCode = await CommandLine.RunAsync(args, new StandardStreams(stdin, output, error, ErrorTarget.File));
        return new CliRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>That it failed with that exit code and one line on standard error, and said nothing on standard output.</summary>
    public void AssertFailed(int exitCode, string message)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Contains(message, Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n'));
        Assert.Equal("", Output);
    }
}
