using System.Text.Json.Nodes;
using TranslationService.Architecture.Tests;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Docker;

public sealed class DockerfileTests
{
    private const string Cpu = "deploy/docker/Dockerfile.cpu";
    private const string Gpu = "deploy/docker/Dockerfile.gpu";

    private const string Model = "${MODEL}/";

    private static readonly Dockerignore Context = Dockerignore.Load();

    [Theory]
    [InlineData(Cpu)]
    [InlineData(Gpu)]
    public void Every_file_that_is_copied_stands_in_the_build_context(string path) => Assert.All(
        Dockerfile.Load(path).Sources.Where(source => source != Model),
        source =>
        {
            Assert.True(Path.Exists(Repository.PathTo(source)), $"{source} does not exist");
            Assert.True(Context.LetsThrough(source), $".dockerignore holds {source} back");
        });

    [Theory]
    [InlineData("src/Api/Program.cs", true)]
    [InlineData("src/Api/bin/Release/net10.0/TranslationService.Api.dll", false)]
    [InlineData("src/Api/obj/project.assets.json", false)]
    [InlineData(".git/config", false)]
    [InlineData("tests/Deployment.Tests/Deployment.Tests.csproj", false)]
    public void The_build_context_holds_sources_and_no_outputs(string path, bool isInContext) => Assert.Equal(isInContext, Context.LetsThrough(path));

    [Theory]
    [InlineData(Cpu)]
    [InlineData(Gpu)]
    public void The_projects_that_are_copied_are_the_closure_of_the_Api(string path)
    {
        var closure = ProjectGraph.Load().Closure("Api").Order().ToList();
        var sources = Dockerfile.Load(path).Sources
            .Where(source => source.StartsWith("src/", StringComparison.Ordinal))
            .Order()
            .ToLookup(source => source.EndsWith(".csproj", StringComparison.Ordinal));

        Assert.Equal(closure.Select(name => $"src/{name}/{name}.csproj"), sources[true]);
        Assert.Equal(closure.Select(name => $"src/{name}/"), sources[false]);
    }

    [Theory]
    [InlineData(Cpu)]
    [InlineData(Gpu)]
    public void Restoring_comes_before_the_sources_so_that_its_layer_is_kept(string path)
    {
        var instructions = Dockerfile.Load(path).Instructions.ToList();
        var restore = instructions.FindIndex(instruction => instruction.Arguments.StartsWith("dotnet restore", StringComparison.Ordinal));
        var firstSources = instructions.FindIndex(instruction => instruction.Name == "COPY" && instruction.Words[0].EndsWith('/'));

        Assert.InRange(restore, 0, firstSources);
    }

    [Theory]
    [InlineData(Cpu, "Cpu")]
    [InlineData(Gpu, "Gpu")]
    public void Restoring_and_publishing_take_the_same_flavour(string path, string flavour)
    {
        var commands = Dockerfile.Load(path).Instructions
            .Where(instruction => instruction.Name == "RUN" && instruction.Arguments.StartsWith("dotnet ", StringComparison.Ordinal));

        Assert.All(commands, command => Assert.Contains($"-p:OnnxRuntimeFlavor={flavour}", command.Words));
        Assert.Equal(["restore", "publish"], commands.Select(command => command.Words[1]));
    }

    [Theory]
    [InlineData(Cpu)]
    [InlineData(Gpu)]
    public void The_image_runs_the_Api_as_a_user_without_rights_and_stops_on_SIGTERM(string path)
    {
        var image = Dockerfile.Load(path);

        Assert.Equal("""["dotnet", "TranslationService.Api.dll"]""", image.Single("ENTRYPOINT"));
        Assert.Equal("1654", image.Single("USER"));
        Assert.Equal("SIGTERM", image.Single("STOPSIGNAL"));
        Assert.Equal(image.Environment["ASPNETCORE_HTTP_PORTS"], image.Single("EXPOSE"));
    }

    [Fact]
    public void The_model_that_ships_is_in_the_image_where_the_service_looks_for_it()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Repository.PathTo("src/Api/appsettings.json")))!;
        var image = Dockerfile.Load(Cpu);
        var copy = Assert.Single(image.Image, instruction => instruction.Name == "COPY" && instruction.Words[0] == Model);

        Assert.Equal(settings.Text("Inference/ModelFolders/0"), image.Default("MODEL"));
        Assert.True(File.Exists(Repository.PathTo($"{image.Default("MODEL")}/manifest.json")), image.Default("MODEL"));
        Assert.True(Context.LetsThrough($"{image.Default("MODEL")}/manifest.json"));
        Assert.Equal(image.Environment["Inference__ModelFolders__0"] + "/", copy.Words[1]);
    }

    [Fact]
    public void The_GPU_image_takes_the_package_that_its_document_tells_how_to_export()
    {
        var command = Assert.Single(File.ReadLines(Repository.PathTo("docs/gpu.md")), line => line.Contains("src/Export", StringComparison.Ordinal));
        var words = command.Split(' ');
        var exporter = string.Concat(Repository.Files("*.cs", "src/Export").Select(file => File.ReadAllText(Repository.PathTo(file))));

        Assert.Equal(Dockerfile.Load(Gpu).Default("MODEL"), words[Array.IndexOf(words, "--output") + 1]);
        Assert.All(
            words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Except(["--", "--project"]),
            option => Assert.Contains($"\"{option}\"", exporter, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_images_are_the_same_service()
    {
        var (cpu, gpu) = (Dockerfile.Load(Cpu), Dockerfile.Load(Gpu));

        Assert.Equal(cpu.Sources, gpu.Sources);
        Assert.All(["ENTRYPOINT", "USER", "STOPSIGNAL", "EXPOSE", "HEALTHCHECK"], name => Assert.Equal(cpu.Single(name), gpu.Single(name)));
        // NVIDIA's base image lacks what the .NET image sets.
        Assert.Equal(new Dictionary<string, string>(cpu.Environment) { ["DOTNET_RUNNING_IN_CONTAINER"] = "true" }, gpu.Environment);
    }
}
