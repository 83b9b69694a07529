using TranslationService.Api.Tests.Hosting;
using TranslationService.TinyModels;

[assembly: AssemblyFixture(typeof(SharedService))]

namespace TranslationService.Api.Tests.Hosting;

/// <summary>One tiny package and one ready service over it, for all tests that neither stop nor change it.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private readonly TinyPackage _package = TinyPackage.Create();
    private ApiHost? _host;

    /// <summary>The package's folder.</summary>
    public string ModelFolder => _package.Folder;

    /// <summary>The package's model.</summary>
    public string ModelName => _package.Package.Manifest.Name;

    /// <summary>Talks to the service.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>What it logged.</summary>
    internal RecordedLog Log => _host!.Log;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _host = new ApiHost(_package.Folder);
        Client = await _host.StartReadyAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        _package.Dispose();
    }
}
