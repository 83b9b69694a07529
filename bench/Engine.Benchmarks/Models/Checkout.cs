namespace TranslationService.Engine.Benchmarks.Models;

/// <summary>The checkout that the benchmarks run in.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException($"no TranslationService.sln stands above {AppContext.BaseDirectory}");
    }
}
