using TranslationService.Deployment.Tests.Docker;
using TranslationService.Deployment.Tests.Programs;

[assembly: AssemblyFixture(typeof(PublishedService))]

namespace TranslationService.Deployment.Tests.Docker;

/// <summary>The CPU image's /app, made once by the image's own build instructions.</summary>
public sealed class PublishedService : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder that is /app in the image.</summary>
    public string Folder { get; private set; } = "";

    public async ValueTask InitializeAsync() =>
        Folder = await BuildStage.Run(Dockerfile.Load("deploy/docker/Dockerfile.cpu"), _folder.FullName, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
