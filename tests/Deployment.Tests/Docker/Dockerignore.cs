using System.Text.RegularExpressions;
using TranslationService.Architecture.Tests;

namespace TranslationService.Deployment.Tests.Docker;

/// <summary>The build context's filter: the last pattern that matches a path, or a folder above it, decides.</summary>
internal sealed class Dockerignore
{
    private readonly IReadOnlyList<(Regex Pattern, bool Keeps)> _rules;

    private Dockerignore(IReadOnlyList<(Regex Pattern, bool Keeps)> rules) => _rules = rules;

    public static Dockerignore Load() => new([.. File
        .ReadLines(Repository.PathTo(".dockerignore"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => (ToRegex(line.TrimStart('!')), line.StartsWith('!')))]);

    /// <summary>Whether the file or folder gets into the build context.</summary>
    public bool LetsThrough(string path) => _rules.LastOrDefault(rule => rule.Pattern.IsMatch(path), (Pattern: null!, Keeps: true)).Keeps;

    private static Regex ToRegex(string pattern)
    {
        var expression = Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*");
        return new Regex($"^{expression}(/.*)?$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }
}
