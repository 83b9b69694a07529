using TranslationService.Api.Tests.Hosting;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Api.Tests.Lifecycle;

public sealed class StartupTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_setting_the_model_that_ships_is_served_wherever_the_program_is_started_from()
    {
        await using var process = ApiProcess.Start();
        using var client = await process.ListeningAsync();
        await process.LineAsync("Ready: ");

        var answer = await client.TranslateAsync("""{"q":"Where is the nearest train station?","source":"en","target":"de"}""").JsonAsync();

        Assert.Contains("Bahnhof", (string)answer["translatedText"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_model_is_one_line_and_a_failure()
    {
        await using var process = ApiProcess.Start("--Inference:ModelFolders:0", "models/missing");

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.StartsWith("Inference:ModelFolders: there is no folder models/missing, neither from ", Assert.Single(process.SeenLines), StringComparison.Ordinal);
        Assert.Equal(process.SeenLines, process.ErrorLines);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_the_settings_is_said_at_once()
    {
        await using var process = ApiProcess.Start(
            "--Inference:ModelFolders:0", service.ModelFolder, "--Service:MaxTextz", "3", "--Service:MaxTexts", "0",
            "--Inference:Workers", "many", "--Service:DrainDelay", "5");

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Equal(4, process.SeenLines.Count);
        Assert.Contains(process.SeenLines, line => line.StartsWith("Service:MaxTextz is not a setting; there are DrainDelay, ", StringComparison.Ordinal));
        Assert.Contains(process.SeenLines, line => line.Contains("MaxTexts must be between 1 and 100000", StringComparison.Ordinal));
        Assert.Contains("Inference:Workers: 'many' is not a whole number", process.SeenLines);
        Assert.Contains(process.SeenLines, line => line.Contains("DrainDelay must be between 00:00:00 and 00:10:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_with_a_changed_file_is_one_line_and_a_failure()
    {
        using var package = new PackageCopy(service.ModelFolder);
        await File.AppendAllTextAsync(package.PathTo(new PackageFiles().Encoder), "x", Cancellation);

        await FailsWith(package, new PackageFiles().Encoder);
    }

    [Fact]
    public async Task A_graph_that_is_none_is_one_line_and_a_failure()
    {
        using var package = new PackageCopy(service.ModelFolder);
        var encoder = package.PathTo(new PackageFiles().Encoder);
        var hash = ModelPackage.HashOf(encoder);
        await File.WriteAllTextAsync(encoder, "This is no graph.", Cancellation);
        var manifest = await File.ReadAllTextAsync(package.PathTo(ModelManifest.FileName), Cancellation);
        await File.WriteAllTextAsync(package.PathTo(ModelManifest.FileName), manifest.Replace(hash, ModelPackage.HashOf(encoder)), Cancellation);

        await FailsWith(package, new PackageFiles().Encoder);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_and_a_failure()
    {
        await using var process = ApiProcess.Start("--Inference:ModelFolders:0", service.ModelFolder, "--urls", service.Client.BaseAddress!.ToString());

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.EndsWith("address already in use: stop what listens there, or name another with --urls", Assert.Single(process.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain(process.SeenLines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    private static async Task FailsWith(PackageCopy package, string file)
    {
        await using var process = ApiProcess.Start("--Inference:ModelFolders:0", package.Folder);

        Assert.Equal(1, await process.ExitCodeAsync());
        var problem = Assert.Single(process.SeenLines, line => line.Contains("The model cannot be used: ", StringComparison.Ordinal));
        Assert.Contains(file, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(process.SeenLines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        Assert.DoesNotContain(process.SeenLines, line => line.Contains("Ready: ", StringComparison.Ordinal));
    }
}
