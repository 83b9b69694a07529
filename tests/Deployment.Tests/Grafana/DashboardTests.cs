using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Grafana;

public sealed class DashboardTests
{
    [Fact]
    public void Every_panel_asks_the_provisioned_data_source()
    {
        var source = YamlDocuments.Load("deploy/grafana/provisioning/datasources/prometheus.yml").Text("datasources/0/uid");

        Assert.All(
            Dashboard.Root.Everything().Where(node => node.Find("datasource") is not null),
            node => Assert.Equal(source, node.Text("datasource/uid")));
    }

    [Fact]
    public void Panels_have_their_own_numbers_and_do_not_overlap()
    {
        var panels = Dashboard.Root.List("panels").ToList();
        var cells = panels.Select(panel => panel.At("gridPos")).SelectMany(place =>
            from x in Enumerable.Range((int)place.At("x"), (int)place.At("w"))
            from y in Enumerable.Range((int)place.At("y"), (int)place.At("h"))
            select (x, y)).ToList();

        Assert.Equal(panels.Count, panels.Select(panel => panel.Text("id")).Distinct().Count());
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.x, 0, 23));
    }

    [Fact]
    public void It_answers_the_questions_that_one_asks_first()
    {
        var expressions = string.Join('\n', Dashboard.Expressions);

        Assert.All(
            [
                "http_server_request_duration_seconds_count", "5..", "histogram_quantile(0.5", "histogram_quantile(0.95", "histogram_quantile(0.99",
                "mt_queue_tokens", "mt_running_beam_rows", "mt_decode_step_duration_seconds_bucket", "mt_target_tokens_total",
                "mt_execution_provider_info", "dotnet_process_memory_working_set_bytes",
            ],
            part => Assert.Contains(part, expressions, StringComparison.Ordinal));
    }
}
