using System.Text.Json;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Grafana;
using TranslationService.Deployment.Tests.Programs;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Prometheus;

public sealed class PromtoolTests
{
    private const string Folder = "deploy/prometheus";

    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "rules.yml")]
    [InlineData("test", "rules", "rules.test.yml")]
    public async Task Prometheus_own_tool_accepts_the_file(string verb, string what, string file) =>
        Assert.Contains("SUCCESS", await Promtool(verb, what, Repository.PathTo($"{Folder}/{file}")), StringComparison.Ordinal);

    [Fact]
    public async Task Prometheus_own_tool_accepts_every_expression_of_the_dashboard()
    {
        using var folder = new TemporaryFolder();
        var rules = Dashboard.Expressions
            .Select(expression => JsonSerializer.Serialize(PromQlExpression.WithoutGrafanaVariables(expression)))
            .Select((expression, index) => $"      - record: panel:{index}\n        expr: {expression}\n");
        var file = folder.Write("dashboard.yml", $"groups:\n  - name: dashboard\n    rules:\n{string.Concat(rules)}");

        Assert.Contains($"{Dashboard.Expressions.Count} rules found", await Promtool("check", "rules", file), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_is_tested_both_raised_and_silent()
    {
        var tests = YamlDocuments.Load($"{Folder}/rules.test.yml").List("tests").SelectMany(test => test.List("alert_rule_test"))
            .ToLookup(test => test.Find("exp_alerts") is not null, test => test.Text("alertname"));

        Assert.Equal(AlertRules.Names.Order(), tests[true].Distinct().Order());
        Assert.Equal(AlertRules.Names.Order(), tests[false].Distinct().Order());
    }

    [Fact]
    public void The_rules_stand_where_the_configuration_and_compose_look_for_them()
    {
        var configuration = YamlDocuments.Load($"{Folder}/prometheus.yml");
        var mounts = Compose.ComposeFile.Mounts("prometheus").ToDictionary(mount => mount.Source, mount => mount.Target);

        Assert.All(
            configuration.List("rule_files").Select(file => file.ToString()),
            file => Assert.Equal($"{Path.GetDirectoryName(mounts[$"{Folder}/prometheus.yml"])}/{file}", mounts[$"{Folder}/{file}"]));
    }

    [Fact]
    public void The_rules_the_dashboard_and_the_configuration_call_the_job_by_one_name()
    {
        var job = ScrapeJob.Api.Text("job_name");

        Assert.All(AlertRules.Expressions.Concat(Dashboard.Expressions).SelectMany(PromQlExpression.Jobs), named => Assert.Equal(job, named));
    }

    [Fact]
    public void Prometheus_looks_for_the_replicas_by_composes_name_and_port()
    {
        var discovery = ScrapeJob.Api.At("dns_sd_configs/0");

        Assert.Contains(discovery.Text("names/0"), Compose.ComposeFile.Services);
        Assert.Equal(Compose.ComposeFile.Service(discovery.Text("names/0")).Text("expose/0"), discovery.Text("port"));
    }

    private static Task<string> Promtool(params string[] arguments) =>
        Command.Run(Command.Start("promtool", arguments, Repository.Root), TestContext.Current.CancellationToken);
}
