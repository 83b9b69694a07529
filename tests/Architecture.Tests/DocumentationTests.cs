using System.Text.RegularExpressions;

namespace TranslationService.Architecture.Tests;

public sealed partial class DocumentationTests
{
    private static readonly IReadOnlyList<MarkdownDocument> Documents = [.. Repository.Files("*.md").Select(path => new MarkdownDocument(path))];

    [Fact]
    public void Every_relative_link_leads_to_a_file_or_folder() =>
        Assert.Empty(RelativeLinks()
            .Where(link => link.Target.Length > 0 && !Path.Exists(link.FullPath))
            .Select(link => $"{link.From}: {link.Target}"));

    [Fact]
    public void Every_link_to_a_heading_leads_to_one()
    {
        var broken = RelativeLinks()
            .Where(link => link.Anchor.Length > 0 && Path.GetExtension(link.FullPath) == ".md" && File.Exists(link.FullPath))
            .Where(link => !new MarkdownDocument(link.FullPath).Anchors.Contains(link.Anchor));

        Assert.Empty(broken.Select(link => $"{link.From}: {link.Target}#{link.Anchor}"));
    }

    [Fact]
    public void Every_make_command_in_the_documents_names_a_target()
    {
        var targets = MakeTarget().Matches(File.ReadAllText(Repository.PathTo("Makefile"))).Select(match => match.Groups["name"].Value).ToHashSet();
        var named = Documents
            .SelectMany(document => document.CodeParts)
            .SelectMany(code => MakeCommand().Matches(code))
            .Select(match => match.Groups["name"].Value);

        Assert.Empty(named.Except(targets));
    }

    private static IEnumerable<RelativeLink> RelativeLinks() =>
        from document in Documents
        from target in document.LinkTargets
        where !target.Contains(':', StringComparison.Ordinal)
        select RelativeLink.Parse(document.Path, target);

    [GeneratedRegex(@"^(?<name>[a-z][\w-]*):", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MakeTarget();

    [GeneratedRegex(@"(^|`|&& |\$ )make (?<name>[a-z][\w-]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MakeCommand();

    private sealed record RelativeLink(string From, string Target, string Anchor, string FullPath)
    {
        public static RelativeLink Parse(string from, string link)
        {
            var parts = link.Split('#', 2);
            var full = parts[0].Length == 0 ? Repository.PathTo(from) : Path.Combine(Repository.Root, Path.GetDirectoryName(from)!, parts[0]);
            return new RelativeLink(from, parts[0], parts.ElementAtOrDefault(1) ?? "", Path.GetFullPath(full));
        }
    }
}
