using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Sessions.Failover;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Sessions.Failover;

public sealed class FallbackPackageTests : IDisposable
{
    private readonly TinyPackage _model = TinyPackage.Create(precision: Precision.Fp16);
    private readonly TinyPackage _other = TinyPackage.Create(precision: Precision.Int8, seed: 2);

    public void Dispose()
    {
        _model.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Without_folders_nothing_stands_by() => Assert.Null(Find());

    [Fact]
    public void The_models_own_among_several_stands_by()
    {
        using var own = TinyPackage.Create(precision: Precision.Int8);

        Assert.Equal(own.Folder, Find(_other.Folder, own.Folder)?.Folder);
    }

    [Fact]
    public void Folders_without_the_models_own_are_refused_for_they_promise_what_would_not_happen()
    {
        var error = Assert.Throws<ArtifactException>(() => Find(_other.Folder));

        Assert.Contains($"none of Inference:FallbackModelFolders holds a package named {_model.Package.Manifest.Name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_takes_shorter_texts_is_refused()
    {
        using var shorter = TinyPackage.Create(TinyCheckpoint.Config() with { MaxPositions = 64 }, Precision.Int8);

        Assert.EndsWith("it has 64 positions, the model 128", Assert.Throws<ArtifactException>(() => Find(shorter.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_another_vocabulary_is_refused()
    {
        using var own = TinyPackage.Create(precision: Precision.Int8);
        var (manifest, vocabulary) = (own.Package.Manifest, own.Package.Manifest.Vocabulary);
        var path = Path.Combine(own.Folder, ModelManifest.FileName);
        ArtifactJson.Write(path, manifest with { Vocabulary = vocabulary with { TargetLanguages = [.. vocabulary.TargetLanguages.Reverse()] } });

        Assert.EndsWith("it has another vocabulary", Assert.Throws<ArtifactException>(() => Find(own.Folder)).Message, StringComparison.Ordinal);
    }

    private ModelPackage? Find(params string[] folders) =>
        FallbackPackage.For(_model.Package, new EngineOptions { FallbackModelFolders = folders }, NullLogger.Instance);
}
