using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Packages;

/// <summary>
/// A package in the making, in a folder of its own beside the one that it becomes: <see cref="Complete"/> renames it, so that nobody ever sees
/// half a package. Disposed before that, it is removed, unless <see cref="Keep"/> was called.
/// </summary>
internal sealed class UnfinishedPackage : IDisposable
{
    private readonly string _destination;
    private bool _isOurs = true;

    public UnfinishedPackage(string destination)
    {
        _destination = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination));
        if (Path.Exists(_destination))
        {
            throw new ArtifactException($"{destination} exists; name a folder that does not, or remove it first");
        }

        Folder = $"{_destination}.unfinished-{Path.GetRandomFileName()[..8]}";
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{destination} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Where the files are written.</summary>
    public string Folder { get; }

    /// <summary>Puts the package in its place.</summary>
    public ModelPackage Complete()
    {
        ModelPackage.Open(Folder);
        Directory.Move(Folder, _destination);
        _isOurs = false;
        return ModelPackage.Open(_destination);
    }

    /// <summary>Leaves the folder where it is, for a person to look at.</summary>
    public void Keep() => _isOurs = false;

    public void Dispose()
    {
        if (_isOurs)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
