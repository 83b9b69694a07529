using TranslationService.Deployment.Tests.Programs;

namespace TranslationService.Deployment.Tests.Docker;

/// <summary>The CPU image's /app, made once by the image's own build instructions, for all tests of the collection.</summary>
[CollectionDefinition(Collection)]
public sealed class PublishedService : IAsyncLifetime, ICollectionFixture<PublishedService>
{
    public const string Collection = "the published service";

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
