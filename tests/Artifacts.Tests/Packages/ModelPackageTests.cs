using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Artifacts.Tests.Packages;

public sealed class ModelPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public ModelPackageTests()
    {
        var files = new PackageFiles();
        foreach (var file in new[] { files.Encoder, files.DecoderStep, files.Tokenizer })
        {
            File.WriteAllText(Path.Combine(_folder, file), $"the bytes of {file}");
        }

        Write(Manifest());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sound_package_opens_with_its_paths()
    {
        var package = ModelPackage.Open(_folder);

        Assert.Equal("tiny", package.Manifest.Name);
        Assert.All([package.EncoderPath, package.DecoderStepPath, package.TokenizerPath], path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public void A_changed_file_is_refused_by_name()
    {
        File.AppendAllText(Path.Combine(_folder, "decoder-step.onnx"), "!");

        Assert.Contains("decoder-step.onnx does not have the SHA-256", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_by_name()
    {
        File.Delete(Path.Combine(_folder, "encoder.onnx"));

        Assert.Contains("encoder.onnx is missing", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":1,"name":"tiny"}""", "package format 1")]
    [InlineData("""{"format":3,"a_key_of_the_future":{}}""", "package format 3")]
    [InlineData("""{"name":"tiny"}""", "no package format")]
    public void Another_format_is_refused_before_its_other_keys_are_read(string manifest, string found)
    {
        File.WriteAllText(Path.Combine(_folder, ModelManifest.FileName), manifest);

        Assert.EndsWith($"has {found}; this program reads format 2: export the checkpoint again with this version", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_that_does_not_fit_the_architecture_is_refused()
    {
        var manifest = Manifest();
        Write(manifest with { Architecture = manifest.Architecture with { VocabularySize = 999 } });

        Assert.Contains("the vocabulary has 301 ids, the architecture 999", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_package_is_refused()
    {
        File.Delete(Path.Combine(_folder, ModelManifest.FileName));
        Assert.Contains(ModelManifest.FileName, Refusal(), StringComparison.Ordinal);

        var missing = Path.Combine(_folder, "nowhere");
        Assert.Contains("is not a folder", Assert.Throws<ArtifactException>(() => ModelPackage.Open(missing)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.onnx")]
    [InlineData("/etc/hostname")]
    public void A_file_outside_the_folder_is_refused(string name)
    {
        var manifest = Manifest();
        Write(manifest with { Files = new PackageFiles { Encoder = name }, Sha256 = new Dictionary<string, string>(manifest.Sha256) { [name] = "00" } });

        Assert.Contains($"{name} is not a plain file name", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal()
    {
        var message = Assert.Throws<ArtifactException>(() => ModelPackage.Open(_folder)).Message;
        Assert.Contains(_folder, message, StringComparison.Ordinal);
        return message;
    }

    private void Write(ModelManifest manifest) => ArtifactJson.Write(Path.Combine(_folder, ModelManifest.FileName), manifest);

    private ModelManifest Manifest()
    {
        var files = new PackageFiles();
        return new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            Name = "tiny",
            Version = "1",
            Directions = [new LanguagePair("en", "de")],
            Architecture = new TransformerConfig
            {
                Scheme = ResidualScheme.ResiDual,
                ModelDimension = 8,
                FeedForwardDimension = 16,
                AttentionHeads = 2,
                EncoderLayers = 1,
                DecoderLayers = 1,
                VocabularySize = 301,
            },
            Vocabulary = new VocabularyLayout { PieceCount = 44, TargetLanguages = ["de"] },
            Precision = Precision.Fp32,
            Layout = GraphLayout.Ragged,
            Opset = 21,
            Files = files,
            Sha256 = new[] { files.Encoder, files.DecoderStep, files.Tokenizer }
                .ToDictionary(file => file, file => ModelPackage.HashOf(Path.Combine(_folder, file)), StringComparer.Ordinal),
        };
    }
}
