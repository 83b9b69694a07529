using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Grafana;
using TranslationService.Deployment.Tests.Prometheus;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Running;

[Collection(PublishedService.Collection)]
public sealed partial class MetricsTests(RunningService service) : IClassFixture<RunningService>
{
    // Made by Prometheus for every target that it scrapes.
    private static readonly string[] OfPrometheus = ["up"];

    // Added by Prometheus to every series; le stands on every histogram.
    private static readonly string[] LabelsOfPrometheus = ["job", "instance", "le"];

    public static TheoryData<string> Expressions => [.. AlertRules.Expressions, .. Dashboard.Expressions];

    [Theory]
    [MemberData(nameof(Expressions))]
    public async Task Every_metric_and_label_of_the_alerts_and_the_dashboard_is_exported(string text)
    {
        var scrape = await ScrapeAfterWork();
        var expression = new PromQlExpression(text);
        var metrics = expression.Metrics.Except(OfPrometheus).ToList();

        Assert.All(metrics, metric => Assert.True(scrape.Has(metric), metric));
        Assert.Subset(metrics.SelectMany(scrape.LabelsOf).Concat(LabelsOfPrometheus).ToHashSet(), expression.Labels.ToHashSet());
    }

    [Fact]
    public async Task Every_metric_that_a_document_or_a_comment_names_is_exported()
    {
        var scrape = await ScrapeAfterWork();
        var named =
            from file in Repository.Files("*", "deploy").Append("docs/deployment.md").Append("docs/gpu.md")
            from match in OwnMetric().Matches(File.ReadAllText(Repository.PathTo(file)))
            select match.Value;

        Assert.All(named.Distinct(), metric => Assert.True(scrape.Has(metric), metric));
    }

    [Fact]
    public async Task The_label_values_that_expressions_ask_for_occur()
    {
        var scrape = await ScrapeAfterWork();

        Assert.Contains("/translate", scrape.ValuesOf("http_server_request_duration_seconds_bucket", "http_route"));
        Assert.Contains("400", scrape.ValuesOf("http_server_request_duration_seconds_count", "http_response_status_code"));
        Assert.Contains("queue", scrape.ValuesOf("mt_request_phase_duration_seconds_bucket", "phase"));
        Assert.Equal(["cpu"], scrape.ValuesOf("mt_execution_provider_info", "provider"));
    }

    // One translation and one refusal, so that every instrument that counts has counted.
    private async Task<Scrape> ScrapeAfterWork()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var client = service.Process.Client;
        var body = await service.Process.TranslationBody("The train leaves at noon.", cancellationToken);
        using var translated = await client.PostAsJsonAsync("/translate", body, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, translated.StatusCode);
        using var refused = await client.PostAsJsonAsync("/translate", new { q = "The train leaves at noon." }, cancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        return new Scrape(await client.GetStringAsync(ScrapeJob.Api.Text("metrics_path"), cancellationToken));
    }

    [GeneratedRegex(@"\bmt_[a-z_]+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnMetric();
}
