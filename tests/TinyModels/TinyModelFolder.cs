using System.Diagnostics;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;

namespace TranslationService.TinyModels;

/// <summary>
/// What a service loads a model from, as an operator keeps it: the versions of a model lie beside each other, and the folder that the service is
/// given is a link to one of them. All of it goes when this is disposed.
/// </summary>
public sealed class TinyModelFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tiny-model-folder-").FullName;
    private readonly string _name;
    private readonly IReadOnlyList<LanguagePair> _directions;

    /// <param name="name">The model's name.</param>
    /// <param name="directions">The directions that it is said to translate.</param>
    public TinyModelFolder(string name, params IReadOnlyList<LanguagePair> directions)
    {
        _name = name;
        _directions = directions;
    }

    /// <summary>The folder that the service is given; its last part is the model's name.</summary>
    public string Path => System.IO.Path.Combine(_root, _name);

    /// <summary>Puts a version beside the others; its weights are its own.</summary>
    /// <returns>Its folder.</returns>
    public string Add(string version)
    {
        var folder = System.IO.Path.Combine(_root, version);
        using (var package = TinyPackage.Create(seed: version.Sum(character => character)))
        {
            Directory.Move(package.Folder, folder);
        }

        var manifest = ArtifactJson.Read<ModelManifest>(ManifestOf(version));
        Write(version, manifest with { Name = _name, Version = version, Directions = _directions });
        return folder;
    }

    /// <summary>Changes a version's manifest.</summary>
    public void Change(string version, Func<ModelManifest, ModelManifest> change) => Write(version, change(ArtifactJson.Read<ModelManifest>(ManifestOf(version))));

    /// <summary>Lets the link lead to a version, in one step.</summary>
    public void Switch(string version)
    {
        var link = Path + ".new";
        File.CreateSymbolicLink(link, version);

        // As an operator does it; .NET's own moves refuse a link to a folder.
        using var move = Process.Start("mv", ["-T", link, Path]);
        move.WaitForExit();
        if (move.ExitCode != 0)
        {
            throw new IOException($"{link} could not be renamed");
        }
    }

    /// <summary>Adds a version and switches to it.</summary>
    public TinyModelFolder With(string version)
    {
        Add(version);
        Switch(version);
        return this;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string ManifestOf(string version) => System.IO.Path.Combine(_root, version, ModelManifest.FileName);

    private void Write(string version, ModelManifest manifest) => ArtifactJson.Write(ManifestOf(version), manifest);
}
