using System.Net;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Docker;
using TranslationService.Deployment.Tests.Kubernetes;
using TranslationService.Deployment.Tests.Programs;
using TranslationService.Deployment.Tests.Prometheus;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Running;

[Collection(PublishedService.Collection)]
public sealed class ProbeTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Script = "deploy/docker/healthcheck.sh";

    private static readonly string HealthCheckPath = Dockerfile.Load("deploy/docker/Dockerfile.cpu").Single("HEALTHCHECK").Split('"')[3];

    public static TheoryData<string> Paths =>
    [
        .. new HashSet<string>(
        [
            .. new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(probe => Overlay.Render("cpu").Container.Text($"{probe}/httpGet/path")),
            Overlay.Render("cpu").Deployment.At("spec/template/metadata/annotations").AsObject()["prometheus.io/path"]!.ToString(),
            ScrapeJob.Api.Text("metrics_path"),
            HealthCheckPath,
        ]),
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_path_that_is_probed_or_scraped_is_answered(string path)
    {
        using var response = await service.Process.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_images_health_check_says_that_it_is_healthy() => await Check(HealthCheckPath, service.Process.Client.BaseAddress!.Port);

    [Fact]
    public async Task The_images_health_check_fails_where_the_answer_is_another_or_none()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Check("/health/none", service.Process.Client.BaseAddress!.Port));
        await Assert.ThrowsAnyAsync<Exception>(() => Check(HealthCheckPath, port: 1));
    }

    private static Task<string> Check(string path, int port)
    {
        var start = Command.Start(Repository.PathTo(Script), [path], Repository.Root);
        start.Environment["ASPNETCORE_HTTP_PORTS"] = $"{port}";
        return Command.Run(start, TestContext.Current.CancellationToken);
    }
}
