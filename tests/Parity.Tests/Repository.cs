namespace TranslationService.Parity.Tests;

/// <summary>Where the checkout stands.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, at or above the test's assembly.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run from a build inside the checkout.");
    }
}
