using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;

namespace TranslationService.TinyModels;

/// <summary>A model package of random weights in a temporary folder, which goes when this is disposed: the test double for a model.</summary>
public sealed class TinyPackage : IDisposable
{
    private readonly string _root;

    private TinyPackage(string root, ModelPackage package)
    {
        _root = root;
        Package = package;
    }

    /// <summary>The package.</summary>
    public ModelPackage Package { get; }

    /// <summary>The package's folder.</summary>
    public string Folder => Package.Folder;

    /// <summary>The folder of the checkpoint that it was made from.</summary>
    public string CheckpointFolder => Path.Combine(_root, "checkpoint");

    /// <summary>Makes a checkpoint and exports it.</summary>
    /// <param name="config">Default <see cref="TinyCheckpoint.Config"/>.</param>
    /// <param name="precision">The number format.</param>
    /// <param name="seed">Decides the weights.</param>
    /// <param name="layout">How the graphs lay out a batch; default: the precision's own.</param>
    public static TinyPackage Create(TransformerConfig? config = null, Precision precision = Precision.Fp32, int seed = 1, GraphLayout? layout = null)
    {
        var root = Directory.CreateTempSubdirectory("tiny-model-").FullName;
        var checkpoint = Path.Combine(root, "checkpoint");
        TinyCheckpoint.Write(checkpoint, config ?? TinyCheckpoint.Config(), seed);
        var options = new PackageOptions { Precision = precision, Layout = layout, Version = "1" };
        return new TinyPackage(root, PackageWriter.Write(checkpoint, Path.Combine(root, "package"), options));
    }

    /// <summary>Removes the files.</summary>
    public void Dispose() => Directory.Delete(_root, recursive: true);
}
