using TranslationService.Deployment.Tests.Docker;

namespace TranslationService.Deployment.Tests.Running;

[Collection(PublishedService.Collection)]
public sealed class PublishedServiceTests(PublishedService service)
{
    [Fact]
    public void The_images_own_instructions_publish_the_service()
    {
        var entry = Dockerfile.Load("deploy/docker/Dockerfile.cpu").Single("ENTRYPOINT").Split('"')[3];

        Assert.True(File.Exists(Path.Combine(service.Folder, entry)), entry);
    }

    [Fact]
    public void Only_what_serves_is_in_it()
    {
        var files = Directory
            .EnumerateFiles(service.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(service.Folder, file))
            .ToList();

        Assert.DoesNotContain(files, file => file.Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            ["Api", "Artifacts", "Inference", "Tokenization"],
            files.Select(file => file.Split('.')).Where(name => name is ["TranslationService", _, "dll"]).Select(name => name[1]).Order());
        Assert.Contains("libonnxruntime.so", files);
        Assert.DoesNotContain(files, file => file.StartsWith("runtimes/", StringComparison.Ordinal));
    }
}
