using TranslationService.Api.Configuration;
using TranslationService.Inference;
using TranslationService.Inference.Models;

namespace TranslationService.Api.Lifecycle;

/// <summary>Registers how the service comes up and goes down.</summary>
internal static class LifecycleExtensions
{
    /// <summary>The models' loading and replacement, and the drain.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services, ServiceOptions options) => services
        .Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.ShutdownTimeout)
        .AddSingleton<ServiceStatus>()
        .AddSingleton(CreateRegistry)
        .AddSingleton<TranslatorFactory>(services => cancellationToken => LoadAsync(services, cancellationToken))
        .AddHostedService<ModelLoader>()
        .AddHostedService<ModelWatcher>()
        .AddHostedService<DrainService>();

    /// <summary>Tells clients with an open connection to open a new one, elsewhere, while the service drains.</summary>
    public static IApplicationBuilder UseDrain(this IApplicationBuilder app)
    {
        var status = app.ApplicationServices.GetRequiredService<ServiceStatus>();
        return app.Use((http, next) =>
        {
            // When the response starts, since an error clears the headers that stood there before.
            http.Response.OnStarting(() =>
            {
                if (status.Phase == ServicePhase.Draining)
                {
                    http.Response.Headers.Connection = "close";
                }

                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    private static ModelRegistry CreateRegistry(IServiceProvider services) => new(
        services.GetRequiredService<EngineOptions>(),
        services.GetRequiredService<ILogger<ModelRegistry>>(),
        services.GetRequiredService<TimeProvider>());

    private static async Task<ITranslator> LoadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var registry = services.GetRequiredService<ModelRegistry>();
        await registry.LoadAsync(services.GetRequiredService<ServiceConfiguration>().ModelFolders, cancellationToken);
        return registry;
    }
}
