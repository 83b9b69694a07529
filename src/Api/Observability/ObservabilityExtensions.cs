using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using TranslationService.Inference;

namespace TranslationService.Api.Observability;

/// <summary>Registers metrics and puts them on <c>GET /metrics</c>.</summary>
internal static class ObservabilityExtensions
{
    private const string ServiceName = "translation-service";

    // Seconds. A short sentence takes tens of milliseconds, a long document many seconds; clients give up after 5, 10 or 30.
    private static readonly double[] RequestDurations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>ASP.NET Core's, the runtime's, the engine's and the service's own meters.</summary>
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddSingleton<ServiceMetrics>();
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(ServiceName)).WithMetrics(metrics => metrics
            .AddMeter(ServiceMetrics.MeterName, Translator.MeterName)
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = RequestDurations })
            .AddView(DropMisnamed)
            // No cache: a scrape shows what is, and one every few seconds costs nothing.
            .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
        return services;
    }

    /// <summary>Maps <c>GET /metrics</c>.</summary>
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        // Made here, so that its gauges stand on /metrics before the first request.
        routes.ServiceProvider.GetRequiredService<ServiceMetrics>();
        routes.MapPrometheusScrapingEndpoint("/metrics");
        return routes;
    }

    // The runtime's gauges with these names become Prometheus names that end in _count, which promtool takes for a histogram's.
    private static MetricStreamConfiguration? DropMisnamed(Instrument instrument) =>
        instrument.Name is "dotnet.assembly.count" or "dotnet.process.cpu.count" or "dotnet.timer.count" ? MetricStreamConfiguration.Drop : null;
}
