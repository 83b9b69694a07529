using TranslationService.Inference.Models;

namespace TranslationService.Inference.Tests.Models;

public sealed class PackageFingerprintTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fingerprint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_stays_while_nothing_changes_and_sees_every_change()
    {
        Write("manifest.json", "{}");
        Write("encoder.onnx", "weights");
        var seen = new HashSet<PackageFingerprint> { PackageFingerprint.Of(_folder) };
        Assert.Contains(PackageFingerprint.Of(_folder), seen);

        Write("encoder.onnx", "more weights");
        Assert.True(seen.Add(PackageFingerprint.Of(_folder)));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "encoder.onnx"), DateTime.UnixEpoch);
        Assert.True(seen.Add(PackageFingerprint.Of(_folder)));
        Write("tokenizer.model", "");
        Assert.True(seen.Add(PackageFingerprint.Of(_folder)));
        Write("manifest.json", "[]");
        Assert.True(seen.Add(PackageFingerprint.Of(_folder)));
        File.Delete(Path.Combine(_folder, "manifest.json"));
        Assert.True(seen.Add(PackageFingerprint.Of(_folder)));
    }

    [Fact]
    public void A_volume_of_Kubernetes_that_switches_its_link_changes_although_the_files_links_stay()
    {
        foreach (var version in new[] { "..v1", "..v2" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, version));
            Write(Path.Combine(version, "manifest.json"), version);
        }

        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..v1");
        File.CreateSymbolicLink(Path.Combine(_folder, "manifest.json"), Path.Combine("..data", "manifest.json"));
        var before = PackageFingerprint.Of(_folder);

        Directory.Delete(Path.Combine(_folder, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..v2");

        Assert.NotEqual(before.Manifest, PackageFingerprint.Of(_folder).Manifest);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_empty_one() =>
        Assert.Equal(new PackageFingerprint(null, ""), PackageFingerprint.Of(Path.Combine(_folder, "none")));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
