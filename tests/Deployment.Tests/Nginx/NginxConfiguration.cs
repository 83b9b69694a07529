using System.Text.RegularExpressions;
using TranslationService.Architecture.Tests;

namespace TranslationService.Deployment.Tests.Nginx;

/// <summary>
/// The nginx.conf that ships, and the few lines of it that cannot hold on a test machine: the name "api" that only compose knows (and the
/// parameter that follows it, which nginx has since 1.27.3), the port, and the paths below /tmp.
/// </summary>
internal sealed partial class NginxConfiguration
{
    private const string ServerLine = "server api:8080 resolve max_fails=2 fail_timeout=5s;";
    private const string ListenLine = "listen 8080;";

    private NginxConfiguration(string text) => Text = text;

    public string Text { get; }

    public static NginxConfiguration Load() => new(File.ReadAllText(Repository.PathTo("deploy/nginx/nginx.conf")));

    /// <summary>The value of a directive that stands once in the file.</summary>
    public string Single(string directive)
    {
        var values = Directive().Matches(Text).Where(match => match.Groups["name"].Value == directive).Select(match => match.Groups["value"].Value);
        return Assert.Single(values);
    }

    /// <summary>The same configuration for a test: other upstream addresses, another listening address, and a folder for /tmp.</summary>
    public string ForTest(IEnumerable<string> upstreams, string listen, string folder)
    {
        var servers = upstreams.Select(address => ServerLine.Replace("api:8080 resolve", address, StringComparison.Ordinal));
        return ReplaceOnce(ReplaceOnce(Text, ServerLine, string.Join('\n', servers)), ListenLine, $"listen {listen};")
            .Replace("/tmp/", $"{folder}/", StringComparison.Ordinal);
    }

    private static string ReplaceOnce(string text, string from, string to)
    {
        Assert.Equal(2, text.Split(from).Length);
        return text.Replace(from, to, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s*(?<name>[a-z_]+) (?<value>[^;{]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
