namespace TranslationService.Architecture.Tests;

/// <summary>The checkout that these tests run in: its files, and paths relative to its root with forward slashes.</summary>
internal static class Repository
{
    private static readonly string[] OutputFolders = ["bin", "obj", "artifacts", "runs", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static string PathTo(string relative) => Path.Combine(Root, relative);

    /// <summary>Files below a folder (the root by default) that match a pattern, build outputs and hidden folders left out; sorted.</summary>
    public static IReadOnlyList<string> Files(string pattern, string below = "")
    {
        var start = PathTo(below);
        return Directory.Exists(start)
            ? [.. Walk(start, pattern).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)]
            : [];
    }

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        var inner = Directory.EnumerateDirectories(folder).Where(path => !IsLeftOut(Path.GetFileName(path)));
        return Directory.EnumerateFiles(folder, pattern).Concat(inner.SelectMany(path => Walk(path, pattern)));
    }

    private static bool IsLeftOut(string name) => name.StartsWith('.') || OutputFolders.Contains(name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"no TranslationService.sln above {AppContext.BaseDirectory}");
    }
}
