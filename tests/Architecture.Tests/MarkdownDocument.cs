using System.Text.RegularExpressions;

namespace TranslationService.Architecture.Tests;

/// <summary>A Markdown file: its links, headings, and the code in it.</summary>
internal sealed partial class MarkdownDocument
{
    private readonly string _text;

    public MarkdownDocument(string path)
    {
        Path = path;
        _text = File.ReadAllText(Repository.PathTo(path));
    }

    public string Path { get; }

    /// <summary>Targets of links and pictures outside code.</summary>
    public IEnumerable<string> LinkTargets => Link().Matches(Code().Replace(_text, "")).Select(match => match.Groups["target"].Value);

    /// <summary>Code blocks and code spans.</summary>
    public IEnumerable<string> CodeParts => Code().Matches(_text).Select(match => match.Value);

    /// <summary>The names by which a link can point at a heading, as GitHub forms them.</summary>
    public IEnumerable<string> Anchors => Heading()
        .Matches(Fence().Replace(_text, ""))
        .Select(match => Punctuation().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Punctuation();
}
