using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Packages;

public sealed class PackageWriterTests : IDisposable
{
    private static readonly PackageOptions Options = new() { Precision = Precision.Int8, Version = "7" };

    private readonly TemporaryFolder _folder = new();

    public PackageWriterTests() => TinyCheckpoint.Write(Checkpoint, TinyCheckpoint.Config(), seed: 1);

    private string Checkpoint => _folder["checkpoint"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_file_but_the_manifest_stands_in_the_manifest_with_its_hash()
    {
        var package = PackageWriter.Write(Checkpoint, _folder["package"], Options);

        var files = Directory.GetFiles(package.Folder).Select(path => Path.GetFileName(path)!).Where(name => name != ModelManifest.FileName);
        Assert.Equal(files.Order(), package.Manifest.Sha256.Keys.Order());
        Assert.All(package.Manifest.Sha256, hash => Assert.Equal(ModelPackage.HashOf(Path.Combine(package.Folder, hash.Key)), hash.Value));
    }

    [Fact]
    public void The_manifest_says_what_the_checkpoint_says()
    {
        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(Checkpoint, CheckpointFiles.Config));

        var manifest = PackageWriter.Write(Checkpoint, _folder["package"], Options).Manifest;

        Assert.Equal((config.Name, "7", Precision.Int8, 21), (manifest.Name, manifest.Version, manifest.Precision, manifest.Opset));
        Assert.Equal(config.Architecture, manifest.Architecture);
        Assert.Equal(config.Directions, manifest.Directions);
        Assert.Equal(config.Vocabulary.Size, manifest.Vocabulary.Size);
    }

    [Theory]
    [InlineData("encoder.onnx")]
    [InlineData("decoder-step.onnx")]
    [InlineData("tokenizer.model")]
    public void A_package_with_one_changed_byte_is_refused(string file)
    {
        var package = PackageWriter.Write(Checkpoint, _folder["package"], Options);
        var path = Path.Combine(package.Folder, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var error = Assert.Throws<ArtifactException>(() => ModelPackage.Open(package.Folder));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_checkpoint_gives_the_same_bytes()
    {
        var first = PackageWriter.Write(Checkpoint, _folder["a"], Options);
        var second = PackageWriter.Write(Checkpoint, _folder["b"], Options);

        Assert.Equal(first.Manifest.Sha256, second.Manifest.Sha256);
    }

    [Fact]
    public void A_folder_that_exists_is_left_alone()
    {
        Directory.CreateDirectory(_folder["package"]);

        var error = Assert.Throws<ArtifactException>(() => PackageWriter.Write(Checkpoint, _folder["package"], Options));

        Assert.Contains("exists", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["package"]));
    }

    [Fact]
    public void Nothing_is_left_behind_when_the_checkpoint_turns_out_to_be_incomplete()
    {
        File.Delete(Path.Combine(Checkpoint, CheckpointFiles.Tokenizer)); // read last, when the graphs are written

        Assert.Throws<ArtifactException>(() => PackageWriter.Write(Checkpoint, _folder["package"], Options));

        Assert.Equal([Checkpoint], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Until_it_is_complete_a_package_is_not_at_its_place()
    {
        using var unfinished = new UnfinishedPackage(_folder["package"]);
        PackageWriter.WriteFiles(Checkpoint, unfinished.Folder, Options);
        Assert.False(Path.Exists(_folder["package"]));

        unfinished.Complete();

        Assert.NotEmpty(Directory.GetFiles(_folder["package"]));
        Assert.False(Path.Exists(unfinished.Folder));
    }

    [Fact]
    public void The_embedding_stands_in_a_decoder_graph_once()
    {
        var config = TinyCheckpoint.Config() with { ModelDimension = 256 };
        TinyCheckpoint.Write(_folder["wide"], config, seed: 1);
        var weights = new FileInfo(Path.Combine(_folder["wide"], CheckpointFiles.Weights)).Length;

        var package = PackageWriter.Write(_folder["wide"], _folder["package"], Options with { Precision = Precision.Fp32 });

        var positions = config.MaxPositions * config.ModelDimension * sizeof(float);
        Assert.InRange(new FileInfo(package.DecoderStepPath).Length, 0, weights + positions);
    }
}
