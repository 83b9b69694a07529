namespace TranslationService.Architecture.Tests;

public sealed class PublishedFilesTests
{
    [Theory]
    [InlineData("Api")]
    [InlineData("Cli")]
    [InlineData("Inference")]
    [InlineData("Export")]
    public async Task What_serves_or_exports_publishes_no_torch(string project)
    {
        var files = await Publication.FilesOf(project, TestContext.Current.CancellationToken);

        Assert.Contains($"TranslationService.{project}.dll", files);
        Assert.DoesNotContain(files, Torch.IsTorch);
    }

    [Theory]
    [InlineData("Api")]
    [InlineData("Cli")]
    [InlineData("Inference")]
    [InlineData("Export")]
    public void What_serves_or_exports_restores_no_torch(string project) => Assert.DoesNotContain(Publication.PackagesOf(project), Torch.IsTorch);

    [Fact]
    public void The_same_look_does_find_torch_in_training() => Assert.Contains(Publication.PackagesOf("Training"), Torch.IsTorch);

    [Theory]
    [InlineData("TorchSharp.dll", true)]
    [InlineData("runtimes/linux-x64/native/libLibTorchSharp.so", true)]
    [InlineData("libtorch_cpu.so", true)]
    [InlineData("libc10.so", true)]
    [InlineData("c10.dll", true)]
    [InlineData("libonnxruntime.so", false)]
    public void Torch_is_known_by_its_names(string file, bool isTorch) => Assert.Equal(isTorch, Torch.IsTorch(file));
}
