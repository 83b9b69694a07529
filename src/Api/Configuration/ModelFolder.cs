namespace TranslationService.Api.Configuration;

/// <summary>Finds a model package's folder, so that one relative name works in a checkout, a publication and a container.</summary>
internal static class ModelFolder
{
    /// <summary>
    /// An absolute path is taken as it is. A relative one is looked up in the working directory, then in the program's own folder and in each
    /// folder above it. Null where there is none.
    /// </summary>
    public static string? Find(string path, string workingDirectory, string programFolder) =>
        Candidates(path, workingDirectory, programFolder).FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Candidates(string path, string workingDirectory, string programFolder)
    {
        yield return Path.GetFullPath(path, workingDirectory);
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            yield return Path.GetFullPath(path, folder.FullName);
        }
    }
}
