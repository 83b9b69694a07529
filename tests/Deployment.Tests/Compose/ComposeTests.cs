using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Docker;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Compose;

public sealed class ComposeTests
{
    [Fact]
    public void Two_replicas_stand_behind_nginx_and_publish_no_port_themselves()
    {
        Assert.Equal("2", ComposeFile.Api.Text("deploy/replicas"));
        Assert.Null(ComposeFile.Api.Find("ports"));
        Assert.Equal("service_healthy", ComposeFile.Service("nginx").Text("depends_on/api/condition"));
    }

    [Fact]
    public void Everything_that_is_mounted_or_built_from_exists()
    {
        Assert.All(
            ComposeFile.Services.SelectMany(ComposeFile.Mounts),
            mount => Assert.True(Path.Exists(Repository.PathTo(mount.Source)), mount.Source));
        Assert.True(File.Exists(Repository.PathTo(ComposeFile.Api.Text("build/dockerfile"))));
        Assert.Equal(".", ComposeFile.Api.Text("build/context"));
    }

    [Fact]
    public void The_image_is_tagged_as_its_Dockerfile_is_named()
    {
        var flavour = ComposeFile.Api.Text("build/dockerfile").Split('.')[^1];

        Assert.Equal($"translation-service:{flavour}", ComposeFile.Api.Text("image"));
        Assert.Equal(ComposeFile.Api.Text("image"), Kubernetes.Overlay.Render(flavour).Container.Text("image"));
    }

    [Fact]
    public void Foreign_images_have_a_version() => Assert.All(
        ComposeFile.Services
            .Select(service => ComposeFile.Service(service).Text("image"))
            .Where(image => !image.StartsWith("translation-service:", StringComparison.Ordinal)),
        image => Assert.Matches(@":v?\d+\.\d+", image));

    [Fact]
    public void Services_that_are_waited_for_exist()
    {
        var waitedFor = ComposeFile.Services.Select(service => ComposeFile.Service(service).Find("depends_on")).Select(node => node switch
        {
            System.Text.Json.Nodes.JsonObject map => map.Select(entry => entry.Key),
            System.Text.Json.Nodes.JsonArray list => list.Select(entry => entry!.ToString()),
            _ => [],
        });

        Assert.Subset(ComposeFile.Services.ToHashSet(), waitedFor.SelectMany(names => names).ToHashSet());
    }

    [Fact]
    public void What_may_write_only_to_tmp_can_write_there() => Assert.All(
        ComposeFile.Services.Select(ComposeFile.Service).Where(service => service.Find("read_only") is not null),
        service => Assert.Contains("/tmp", service.List("tmpfs").Select(path => path.ToString())));

    [Fact]
    public void The_replicas_expose_the_port_that_the_image_listens_on() => Assert.Equal(
        Dockerfile.Load(ComposeFile.Api.Text("build/dockerfile")).Environment["ASPNETCORE_HTTP_PORTS"],
        ComposeFile.Api.Text("expose/0"));

    [Fact]
    public void Prometheus_and_Grafana_are_reachable_from_this_machine_only() => Assert.All(
        ["prometheus", "grafana"],
        service => Assert.StartsWith("127.0.0.1:", ComposeFile.Service(service).Text("ports/0"), StringComparison.Ordinal));

    [Fact]
    public void Grafana_asks_the_Prometheus_of_this_file()
    {
        var source = YamlDocuments.Load("deploy/grafana/provisioning/datasources/prometheus.yml").At("datasources/0");
        var url = new Uri(source.Text("url"));

        Assert.Contains(url.Host, ComposeFile.Services);
        Assert.EndsWith($":{url.Port}", ComposeFile.Service(url.Host).Text("ports/0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Grafana_finds_its_dashboards_where_they_are_mounted()
    {
        var provider = YamlDocuments.Load("deploy/grafana/provisioning/dashboards/dashboards.yml").Text("providers/0/options/path");
        var mount = Assert.Single(ComposeFile.Mounts("grafana"), mount => mount.Target == provider);
        var home = ComposeFile.Service("grafana").Text("environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH");

        Assert.Equal(provider, Path.GetDirectoryName(home));
        Assert.True(File.Exists(Repository.PathTo($"{mount.Source}/{Path.GetFileName(home)}")));
    }
}
