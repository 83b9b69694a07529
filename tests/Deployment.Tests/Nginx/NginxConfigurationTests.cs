using TranslationService.Deployment.Tests.Compose;
using TranslationService.Deployment.Tests.Configuration;
using TranslationService.Deployment.Tests.Kubernetes;
using TranslationService.Deployment.Tests.Programs;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Nginx;

public sealed class NginxConfigurationTests
{
    private static readonly NginxConfiguration Shipped = NginxConfiguration.Load();

    [Fact]
    public async Task Nginx_accepts_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("nginx.conf", Shipped.ForTest(["127.0.0.1:8081", "127.0.0.1:8082"], "127.0.0.1:8080", folder.FullName));

        var output = await Command.Run(
            Command.Start("nginx", ["-t", "-p", folder.FullName, "-c", file], folder.FullName), TestContext.Current.CancellationToken);

        Assert.Contains("test is successful", output, StringComparison.Ordinal);
        Assert.DoesNotContain("[warn]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_listens_where_compose_publishes_and_asks_the_port_that_the_replicas_expose()
    {
        Assert.EndsWith($":{Shipped.Single("listen")}", ComposeFile.Service("nginx").Text("ports/0"), StringComparison.Ordinal);
        Assert.StartsWith($"api:{ComposeFile.Api.Text("expose/0")} ", Shipped.Single("server"), StringComparison.Ordinal);
        Assert.Contains(ComposeFile.Mounts("nginx"), mount => mount is { Source: "deploy/nginx/nginx.conf", Target: "/etc/nginx/nginx.conf" });
    }

    [Fact]
    public void Every_balancer_gives_up_at_the_same_size_and_time()
    {
        var annotations = Overlay.Render("cpu").Manifests["Ingress"].At("metadata/annotations").AsObject();

        Assert.Equal(Shipped.Single("client_max_body_size"), annotations["nginx.ingress.kubernetes.io/proxy-body-size"]!.ToString());
        Assert.Equal(Shipped.Single("proxy_read_timeout"), annotations["nginx.ingress.kubernetes.io/proxy-read-timeout"] + "s");
    }

    [Fact]
    public void What_waited_too_long_or_took_too_long_is_not_asked_of_another_replica()
    {
        Assert.InRange(Seconds("proxy_next_upstream_timeout"), 1, (int)OptionsClasses.Default("Inference__QueueTimeoutSeconds") - 1);
        Assert.InRange(Seconds("proxy_read_timeout"), (int)OptionsClasses.Default("Inference__RequestTimeoutSeconds") + 1, 600);
        Assert.DoesNotContain("504", Shipped.Single("proxy_next_upstream"), StringComparison.Ordinal);

        static int Seconds(string directive) => int.Parse(Shipped.Single(directive).TrimEnd('s'));
    }

    [Fact]
    public void No_query_gets_into_a_log_since_a_form_field_may_stand_there()
    {
        var logged = string.Join('\n', Shipped.Text.Split('\n').SkipWhile(line => !line.Contains("log_format", StringComparison.Ordinal)).Take(2));

        Assert.DoesNotMatch(@"\$(request|request_uri|args|query_string|arg_\w+|http_referer)\b", logged);
    }
}
