namespace TranslationService.Deployment.Tests.Programs;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deployment-");

    public string FullName => _folder.FullName;

    public string PathTo(string relative) => Path.Combine(FullName, relative);

    /// <summary>Writes a text file and returns its path.</summary>
    public string Write(string relative, string text)
    {
        var path = PathTo(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
