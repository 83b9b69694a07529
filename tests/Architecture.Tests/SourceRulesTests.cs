using System.Text.RegularExpressions;

namespace TranslationService.Architecture.Tests;

public sealed partial class SourceRulesTests
{
    private const int MostLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines()
    {
        var tooLong = Repository.Files("*.cs", "src").Where(file => File.ReadLines(Repository.PathTo(file)).Count() > MostLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_test_is_skipped() => Assert.Empty(LinesOf(Repository.Files("*.cs", "tests"), Skipping()));

    [Fact]
    public void Nothing_is_left_to_do()
    {
        string[] patterns = ["*.cs", "*.csproj", "*.md", "*.sh", "*.yml", "*.yaml", "*.conf", "Dockerfile*", "Makefile"];

        Assert.Empty(LinesOf(patterns.SelectMany(pattern => Repository.Files(pattern)), Unfinished()));
    }

    [Fact]
    public void Every_source_file_stands_in_the_namespace_of_its_folder()
    {
        var misplaced = Repository.Files("*.cs", "src").Where(file => NamespaceIn(file) is { } found && found != NamespaceFor(file));

        Assert.Empty(misplaced);
    }

    private static string? NamespaceIn(string file) =>
        Namespace().Match(File.ReadAllText(Repository.PathTo(file))) is { Success: true } match ? match.Groups["name"].Value : null;

    // src/Inference/Decoding/BeamSearch.cs → TranslationService.Inference.Decoding
    private static string NamespaceFor(string file) =>
        "TranslationService." + Path.GetDirectoryName(file)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');

    private static IEnumerable<string> LinesOf(IEnumerable<string> files, Regex pattern) =>
        from file in files
        from line in File.ReadLines(Repository.PathTo(file))
        where pattern.IsMatch(line)
        select $"{file}: {line.Trim()}";

    [GeneratedRegex(@"\bSkip\w*\s*=|\bAssert\.Skip", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Skipping();

    // Written so that this file does not match itself.
    [GeneratedRegex(@"\bTO[D]O\b|\bFIX[M]E\b|\bNotImplemented[E]xception\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();
}
