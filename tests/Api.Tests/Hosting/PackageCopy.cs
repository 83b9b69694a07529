namespace TranslationService.Api.Tests.Hosting;

/// <summary>A copy of a package's folder, for tests that spoil it.</summary>
internal sealed class PackageCopy : IDisposable
{
    /// <param name="folder">The package that is copied.</param>
    public PackageCopy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Copy(file, PathTo(Path.GetFileName(file)));
        }
    }

    /// <summary>The copy.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("package-copy-").FullName;

    /// <summary>A file of it.</summary>
    public string PathTo(string file) => Path.Combine(Folder, file);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
