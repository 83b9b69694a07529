using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TranslationService.Api.Lifecycle;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>The whole service in this process, on a port of Kestrel's own, over model packages.</summary>
internal sealed class ApiHost : WebApplicationFactory<ServiceStatus>
{
    private readonly IReadOnlyList<string> _modelFolders;

    /// <param name="modelFolders">The packages' folders.</param>
    public ApiHost(params IReadOnlyList<string> modelFolders)
    {
        _modelFolders = modelFolders;
        UseKestrel(0);
    }

    /// <summary>Further settings.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Put around the translator that the service makes.</summary>
    public Func<ITranslator, ITranslator> Wrap { get; init; } = translator => translator;

    /// <summary>The service's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the service logged.</summary>
    public RecordedLog Log { get; } = new();

    /// <summary>Starts it; the model may still be loading.</summary>
    public HttpClient Start()
    {
        StartServer();
        return CreateClient();
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task<HttpClient> StartReadyAsync()
    {
        var client = Start();
        await Waiting.UntilAsync(() => Services.GetRequiredService<ServiceStatus>().Phase == ServicePhase.Ready);
        return client;
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (index, folder) in _modelFolders.Index())
        {
            builder.UseSetting($"Inference:ModelFolders:{index}", folder);
        }

        builder.UseSetting("Service:DrainDelay", "00:00:00");

        // However busy the machine is that tests.
        builder.UseSetting("Inference:QueueTimeoutSeconds", "0");
        builder.UseSetting("Inference:RequestTimeoutSeconds", "0");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(TranslatorFactory)).ImplementationFactory!;
            services.AddSingleton(Time);
            services.AddSingleton<TranslatorFactory>(provider => async cancellationToken =>
                Wrap(await ((TranslatorFactory)inner(provider))(cancellationToken)));
        });
    }
}
