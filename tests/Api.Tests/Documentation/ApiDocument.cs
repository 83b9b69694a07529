using System.Text.RegularExpressions;

namespace TranslationService.Api.Tests.Documentation;

/// <summary>docs/api.md: its commands and its tables.</summary>
internal sealed partial class ApiDocument
{
    private readonly string _text = File.ReadAllText(FindFile());

    /// <summary>The shell commands, each with the answer that stands under it, if one does.</summary>
    public IEnumerable<(string Command, string? Answer)> Commands =>
        from block in Block().Matches(_text)
        let lines = block.Groups["code"].Value.TrimEnd().Split('\n')
        select (string.Join('\n', lines.Where(line => !line.StartsWith('#'))), lines.FirstOrDefault(line => line.StartsWith('#'))?[2..]);

    /// <summary>The settings and their defaults.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        Setting().Matches(_text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["default"].Value.Trim('`'));

    /// <summary>Where it lies.</summary>
    public static string FindFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"no TranslationService.sln above {AppContext.BaseDirectory}");
        }

        return Path.Combine(folder.FullName, "docs", "api.md");
    }

    [GeneratedRegex(@"^```bash\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(
        @"^\| `(?<name>(Service|Inference):\w+)` \| (?<default>[^|]+?) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}
