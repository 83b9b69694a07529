using Google.Protobuf;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Checkpoints;
using TranslationService.Export.Graphs;
using TranslationService.Export.Graphs.Device;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Packages;

/// <summary>Writes a model package (docs/model-package.md) from a checkpoint folder. Nothing is verified here but the checkpoint's own soundness.</summary>
public static class PackageWriter
{
    /// <summary>Writes a package; its folder appears with all of its files or not at all.</summary>
    /// <param name="checkpointFolder">A folder of <see cref="CheckpointFiles"/>.</param>
    /// <param name="packageFolder">Must not exist.</param>
    /// <param name="options">What the package is to be.</param>
    /// <exception cref="ArtifactException">The checkpoint is unsound, or the package's folder exists.</exception>
    public static ModelPackage Write(string checkpointFolder, string packageFolder, PackageOptions options)
    {
        using var unfinished = new UnfinishedPackage(packageFolder);
        WriteFiles(checkpointFolder, unfinished.Folder, options);
        return unfinished.Complete();
    }

    /// <summary>Writes a package's files into an existing folder, the manifest last.</summary>
    internal static void WriteFiles(string checkpointFolder, string folder, PackageOptions options)
    {
        var config = CheckpointReader.ReadConfig(checkpointFolder);
        var weights = CheckpointReader.ReadWeights(checkpointFolder, config.Architecture);
        var layout = options.ChooseLayout();
        var files = PackageFiles.Of(layout);
        WriteGraph(Path.Combine(folder, files.Encoder), GraphPair.Encoder(weights, options.Precision, layout));
        WriteGraph(Path.Combine(folder, files.DecoderStep), GraphPair.DecoderStep(weights, options.Precision, layout, config.Vocabulary));
        WriteDeviceGraphs(folder, files, options, config.Architecture);
        CopyTokenizer(checkpointFolder, Path.Combine(folder, files.Tokenizer));
        ArtifactJson.Write(Path.Combine(folder, ModelManifest.FileName), Manifest(config, files, folder, options));
    }

    // Only the padded layout has these two.
    private static void WriteDeviceGraphs(string folder, PackageFiles files, PackageOptions options, TransformerConfig architecture)
    {
        if (files.Reorder is { } reorder)
        {
            WriteGraph(Path.Combine(folder, reorder), ReorderGraph.Build(options.Precision, 2 * architecture.DecoderLayers));
        }

        if (files.Transfer is { } transfer)
        {
            WriteGraph(Path.Combine(folder, transfer), TransferGraph.Build(options.Precision));
        }
    }

    private static void WriteGraph(string path, ModelProto graph)
    {
        using var stream = File.Create(path);
        graph.WriteTo(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void CopyTokenizer(string checkpointFolder, string destination)
    {
        var source = Path.Combine(checkpointFolder, CheckpointFiles.Tokenizer);
        if (!File.Exists(source))
        {
            throw new ArtifactException($"{source} is missing; a checkpoint holds its SentencePiece model under that name");
        }

        File.Copy(source, destination);
    }

    private static ModelManifest Manifest(CheckpointConfig config, PackageFiles files, string folder, PackageOptions options) => new()
    {
        Format = ModelManifest.CurrentFormat,
        Name = config.Name,
        Version = options.Version,
        Directions = config.Directions,
        Architecture = config.Architecture,
        Vocabulary = config.Vocabulary,
        Precision = options.Precision,
        Layout = options.ChooseLayout(),
        Opset = GraphBuilder.Opset,
        Files = files,
        Sha256 = files.All().ToDictionary(file => file, file => ModelPackage.HashOf(Path.Combine(folder, file)), StringComparer.Ordinal),
        Data = config.Training?.Data,
    };
}
