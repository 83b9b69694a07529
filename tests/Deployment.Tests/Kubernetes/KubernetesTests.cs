using System.Text.Json.Nodes;
using k8s;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Kubernetes;

public sealed class KubernetesTests
{
    public static TheoryData<string> Overlays =>
        [.. Directory.EnumerateDirectories(Repository.PathTo("deploy/kubernetes/overlays")).Select(Path.GetFileName).OfType<string>().Order()];

    [Fact]
    public void There_is_an_overlay_for_the_CPU_and_one_for_the_GPU() => Assert.Equal(["cpu", "gpu"], Overlays.Select(row => row.Data));

    [Theory]
    [InlineData("deploy/kubernetes/base")]
    [InlineData("deploy/kubernetes/overlays/cpu")]
    [InlineData("deploy/kubernetes/overlays/gpu")]
    public void A_kustomization_names_files_that_exist_and_leaves_none_out(string folder)
    {
        var named = Overlay.NamedFiles(folder).ToList();

        Assert.All(named, path => Assert.True(Path.Exists(Repository.PathTo(path)), path));
        Assert.Equal(
            Repository.Files("*.yaml", folder).Where(path => !path.EndsWith("/kustomization.yaml", StringComparison.Ordinal)),
            named.Where(path => path.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_field_of_every_manifest_is_one_that_Kubernetes_knows(string name) => Assert.All(
        Overlay.Render(name).Manifests.Values,
        manifest => Assert.Single(KubernetesYaml.LoadAllFromString(manifest.ToJsonString(), null, strict: true)));

    [Fact]
    public void A_field_that_Kubernetes_does_not_know_would_be_noticed()
    {
        var manifest = Overlay.Render("cpu").Deployment.DeepClone();
        manifest.At("spec").AsObject()["replica"] = 2;

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(manifest.ToJsonString(), null, strict: true));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_selector_finds_the_pods(string name)
    {
        var manifests = Overlay.Render(name).Manifests;
        var labels = manifests["Deployment"].Map("spec/template/metadata/labels");

        Assert.All(
            [
                manifests["Deployment"].Map("spec/selector/matchLabels"),
                manifests["Deployment"].Map("spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels"),
                manifests["Service"].Map("spec/selector"),
                manifests["PodDisruptionBudget"].Map("spec/selector/matchLabels"),
                manifests["NetworkPolicy"].Map("spec/podSelector/matchLabels"),
            ],
            selector => Assert.Subset(labels.ToHashSet(), selector.ToHashSet()));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void What_is_named_exists(string name)
    {
        var manifests = Overlay.Render(name).Manifests;
        var deployment = manifests["Deployment"];

        Assert.Equal(manifests["ServiceAccount"].Text("metadata/name"), deployment.Text("spec/template/spec/serviceAccountName"));
        Assert.Equal(manifests["Service"].Text("metadata/name"), manifests["Ingress"].Text("spec/rules/0/http/paths/0/backend/service/name"));
        if (manifests.TryGetValue("HorizontalPodAutoscaler", out var autoscaler))
        {
            Assert.Equal(deployment.Text("metadata/name"), autoscaler.Text("spec/scaleTargetRef/name"));
            Assert.Equal(deployment.Text("apiVersion"), autoscaler.Text("spec/scaleTargetRef/apiVersion"));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Either_an_autoscaler_owns_the_number_of_replicas_or_the_overlay_states_it(string name)
    {
        var manifests = Overlay.Render(name).Manifests;

        Assert.NotEqual(manifests.ContainsKey("HorizontalPodAutoscaler"), manifests["Deployment"].Find("spec/replicas") is not null);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Ports_go_by_the_name_of_the_containers_port(string name)
    {
        var overlay = Overlay.Render(name);
        var port = Assert.Single(overlay.Container.List("ports"));
        string[] named =
        [
            .. Probes.Select(probe => overlay.Container.Text($"{probe}/httpGet/port")),
            overlay.Manifests["Service"].Text("spec/ports/0/targetPort"),
            overlay.Manifests["NetworkPolicy"].Text("spec/ingress/0/ports/0/port"),
        ];

        Assert.All(named, target => Assert.Equal(port.Text("name"), target));
        Assert.Equal(
            overlay.Manifests["Service"].Text("spec/ports/0/name"),
            overlay.Manifests["Ingress"].Text("spec/rules/0/http/paths/0/backend/service/port/name"));
        Assert.Equal(overlay.Environment["ASPNETCORE_HTTP_PORTS"], port.Text("containerPort"));
        Assert.Equal(overlay.Environment["ASPNETCORE_HTTP_PORTS"], overlay.Deployment.Map("spec/template/metadata/annotations")["prometheus.io/port"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_pod_has_no_rights(string name)
    {
        var overlay = Overlay.Render(name);
        var pod = overlay.Deployment.At("spec/template/spec");

        Assert.True((bool)pod.At("securityContext/runAsNonRoot"));
        Assert.Equal("RuntimeDefault", pod.Text("securityContext/seccompProfile/type"));
        Assert.False((bool)pod.At("automountServiceAccountToken"));
        Assert.True((bool)overlay.Container.At("securityContext/readOnlyRootFilesystem"));
        Assert.False((bool)overlay.Container.At("securityContext/allowPrivilegeEscalation"));
        Assert.Equal("""["ALL"]""", overlay.Container.At("securityContext/capabilities/drop").ToJsonString());
        Assert.Equal(Docker.Dockerfile.Load($"deploy/docker/Dockerfile.{name}").Single("USER"), pod.Text("securityContext/runAsUser"));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_image_is_the_one_that_a_Dockerfile_of_that_name_makes(string name)
    {
        var image = Overlay.Render(name).Container.Text("image");

        Assert.Contains($"-f deploy/docker/Dockerfile.{name} -t {image} ", File.ReadAllText(Repository.PathTo($"deploy/docker/Dockerfile.{name}")), StringComparison.Ordinal);
        Assert.Contains($"-f deploy/docker/Dockerfile.{name} -t {image} ", File.ReadAllText(Repository.PathTo("docs/deployment.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_GPU_overlay_asks_for_a_GPU_and_insists_on_using_it()
    {
        var overlay = Overlay.Render("gpu");

        Assert.Equal("1", overlay.Container.At("resources/limits").AsObject()["nvidia.com/gpu"]!.ToString());
        Assert.Equal("cuda", overlay.Environment["Inference__ExecutionProvider"]);
        Assert.NotEmpty(overlay.Deployment.List("spec/template/spec/tolerations"));
        Assert.NotEmpty(overlay.Deployment.Map("spec/template/spec/nodeSelector"));
    }

    private static readonly string[] Probes = ["startupProbe", "readinessProbe", "livenessProbe"];
}
