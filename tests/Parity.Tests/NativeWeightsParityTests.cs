using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.Model.Checkpoints;
using TranslationService.TinyModels;

namespace TranslationService.Parity.Tests;

public sealed class NativeWeightsParityTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("native-weights-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void A_checkpoint_with_TorchSharps_own_dat_file_gives_the_same_package_byte_for_byte(ResidualScheme scheme)
    {
        var (checkpoint, native) = (Path.Combine(_root, "checkpoint"), Path.Combine(_root, "native"));
        TinyCheckpoint.Write(checkpoint, TinyCheckpoint.Config(scheme), seed: 6);
        Directory.CreateDirectory(native);
        foreach (var file in new[] { CheckpointFiles.Config, CheckpointFiles.Tokenizer })
        {
            File.Copy(Path.Combine(checkpoint, file), Path.Combine(native, file));
        }

        using (var model = ModelWeights.Load(checkpoint))
        {
            model.save(Path.Combine(native, CheckpointFiles.NativeWeights));
        }

        var options = new PackageOptions { Precision = Precision.Fp32, Version = "1" };
        var fromSafetensors = PackageWriter.Write(checkpoint, Path.Combine(_root, "a"), options);
        var fromNative = PackageWriter.Write(native, Path.Combine(_root, "b"), options);

        Assert.Equal(fromSafetensors.Manifest.Sha256, fromNative.Manifest.Sha256);
    }
}
