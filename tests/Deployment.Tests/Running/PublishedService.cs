using TranslationService.Deployment.Tests.Docker;
using TranslationService.Deployment.Tests.Programs;
using TranslationService.TinyModels;

namespace TranslationService.Deployment.Tests.Running;

/// <summary>
/// The CPU image without Docker, made once for all tests of the collection: its /app, published by the Dockerfile's own build instructions, and
/// a tiny model package in the place of /model.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class PublishedService : IAsyncLifetime, ICollectionFixture<PublishedService>
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "the published service";

    private static readonly Dockerfile Image = Dockerfile.Load("deploy/docker/Dockerfile.cpu");

    private readonly TemporaryFolder _folder = new();
    private TinyPackage? _model;

    /// <summary>The folder that is /app in the image.</summary>
    public string Folder { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _model = TinyPackage.Create();
        Folder = await BuildStage.Run(Image, _folder.FullName, TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Runs the image's entry point with the image's environment and another's on top; only the port and the model are the test's. It is ready
    /// when this returns.
    /// </summary>
    internal Task<ServiceProcess> Start(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var entry = Image.Single("ENTRYPOINT").Split('"').Where((_, index) => index % 2 == 1).ToList();
        var start = Command.Start(entry[0], entry.Skip(1), Folder);
        foreach (var (name, value) in Image.Environment.Concat(environment))
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("ASPNETCORE_HTTP_PORTS");
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Inference__ModelFolders__0"] = _model!.Folder;
        return ServiceProcess.Start(start, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _model?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
