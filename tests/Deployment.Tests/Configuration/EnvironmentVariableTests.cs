using System.Text.RegularExpressions;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Compose;
using TranslationService.Deployment.Tests.Docker;
using TranslationService.Deployment.Tests.Kubernetes;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Configuration;

public sealed partial class EnvironmentVariableTests
{
    // What ASP.NET Core and .NET themselves read.
    private static readonly string[] OfTheFramework = ["ASPNETCORE_HTTP_PORTS", "DOTNET_RUNNING_IN_CONTAINER"];

    public static TheoryData<string> Places => ["deploy/docker/Dockerfile.cpu", "deploy/docker/Dockerfile.gpu", ComposeFile.Path, "cpu", "gpu"];

    [Fact]
    public void The_options_classes_are_found_by_their_sections() => Assert.Equal(["Inference", "Service"], OptionsClasses.Sections.Order());

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_variable_is_a_setting_of_an_options_class(string place)
    {
        var settings = EnvironmentOf(place).Keys.Except(OfTheFramework).ToList();

        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.True(OptionsClasses.Have(setting), setting));
    }

    [Theory]
    [InlineData("Inference__ModelFolders__0", true)]
    [InlineData("Inference__ModelFolders__first", false)]
    [InlineData("Inference__ModelFolder", false)]
    [InlineData("Engine__Workers", false)]
    [InlineData("Inference", false)]
    public void A_setting_that_nobody_reads_would_be_noticed(string setting, bool isOne) => Assert.Equal(isOne, OptionsClasses.Have(setting));

    [Fact]
    public void Every_setting_that_a_comment_or_a_document_names_is_one_of_an_options_class()
    {
        var named =
            from file in Repository.Files("*", "deploy").Append(ComposeFile.Path).Append("docs/deployment.md").Append("docs/gpu.md")
            from match in Setting().Matches(File.ReadAllText(Repository.PathTo(file)))
            select (file, match.Value);

        Assert.All(named, setting => Assert.True(OptionsClasses.Have(setting.Value), $"{setting.file} names {setting.Value}"));
    }

    [Fact]
    public void A_pod_runs_as_many_batches_at_a_time_as_it_has_cores_for_sure()
    {
        var overlay = Overlay.Render("cpu");

        Assert.Equal(overlay.Container.Text("resources/requests/cpu"), overlay.Environment["Inference__Workers"]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Stopping_takes_less_than_the_grace_period(string place)
    {
        var environment = EnvironmentOf(place);
        var drain = Duration(environment, "Service__DrainDelay") + Duration(environment, "Service__ShutdownTimeout");

        Assert.InRange(GracePeriod(place), drain + TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Nobody_cuts_off_what_the_service_still_accepts()
    {
        var megabytes = Nginx.NginxConfiguration.Load().Single("client_max_body_size");

        Assert.Equal(OptionsClasses.Default("Service__MaxRequestBytes"), int.Parse(megabytes.TrimEnd('m')) << 20);
    }

    private static IReadOnlyDictionary<string, string> EnvironmentOf(string place) => place switch
    {
        ComposeFile.Path => ComposeFile.Api.Map("environment"),
        "cpu" or "gpu" => Overlay.Render(place).Environment,
        _ => Dockerfile.Load(place).Environment,
    };

    // The images state no grace period: the one who runs them does, and here that is compose or Kubernetes.
    private static TimeSpan GracePeriod(string place) => TimeSpan.FromSeconds(place is "cpu" or "gpu"
        ? (long)Overlay.Render(place).Deployment.At("spec/template/spec/terminationGracePeriodSeconds")
        : int.Parse(ComposeFile.Api.Text("stop_grace_period").TrimEnd('s')));

    private static TimeSpan Duration(IReadOnlyDictionary<string, string> environment, string setting) =>
        environment.TryGetValue(setting, out var text) ? TimeSpan.Parse(text) : (TimeSpan)OptionsClasses.Default(setting);

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(__[A-Za-z0-9]+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}
