using TranslationService.Api.Configuration;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;

namespace TranslationService.Api.Lifecycle;

/// <summary>Registers how the service comes up and goes down.</summary>
internal static class LifecycleExtensions
{
    /// <summary>The model's loading and the drain.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services, ServiceOptions options) => services
        .Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.ShutdownTimeout)
        .AddSingleton<ServiceStatus>()
        .AddSingleton<TranslatorFactory>(services => (package, cancellationToken) => LoadAsync(services, package, cancellationToken))
        .AddHostedService<ModelLoader>()
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

    private static async Task<ITranslator> LoadAsync(IServiceProvider services, ModelPackage package, CancellationToken cancellationToken)
    {
        var translator = Translator.Load(
            package,
            services.GetRequiredService<EngineOptions>(),
            services.GetRequiredService<ILogger<Translator>>(),
            services.GetRequiredService<TimeProvider>());
        try
        {
            await translator.WarmUpAsync(cancellationToken);
            return translator;
        }
        catch
        {
            await translator.DisposeAsync();
            throw;
        }
    }
}
