using System.Text.Json.Nodes;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Prometheus;

/// <summary>What <c>prometheus.yml</c> says about scraping the service.</summary>
internal static class ScrapeJob
{
    public static JsonNode Api { get; } = YamlDocuments.Load("deploy/prometheus/prometheus.yml").At("scrape_configs/0");
}
