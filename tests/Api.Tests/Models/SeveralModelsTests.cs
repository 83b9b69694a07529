using TranslationService.Api.Tests.Hosting;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.TinyModels;

namespace TranslationService.Api.Tests.Models;

public sealed class SeveralModelsTests : IDisposable
{
    private static readonly LanguagePair EnDe = new("en", "de");
    private static readonly LanguagePair DeEn = new("de", "en");

    private readonly TinyModelFolder _enDe = new TinyModelFolder("several-en-de", EnDe).With("1");
    private readonly TinyModelFolder _deEn = new TinyModelFolder("several-de-en", DeEn).With("2");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _enDe.Dispose();
        _deEn.Dispose();
    }

    [Fact]
    public async Task The_languages_are_all_models_together_and_each_direction_is_translated_by_its_own()
    {
        await using var host = new ApiHost(_enDe.Path, _deEn.Path);
        var client = await host.StartReadyAsync();

        Assert.Equal(
            """[{"code":"en","name":"English","targets":["de"]},{"code":"de","name":"German","targets":["en"]}]""",
            (await client.GetAsync("/languages", Cancellation).JsonAsync()).ToJsonString());
        await client.TranslateAsync("""{"q":"A bird.","source":"en","target":"de"}""").JsonAsync();
        await client.TranslateAsync("""{"q":"Ein Vogel.","source":"de","target":"en"}""").JsonAsync();
        await client.TranslateAsync("""{"q":"A bird.","source":"en","target":"xx"}""");
        var scrape = await Scrape.OfAsync(client);
        Assert.Equal(1, scrape.Value("mt_requests_total", ("model", "several-en-de"), ("pair", "en-de"), ("outcome", "ok")));
        Assert.Equal(1, scrape.Value("mt_requests_total", ("model", "several-de-en"), ("pair", "de-en"), ("outcome", "ok")));
        Assert.Equal(0, scrape.Value("mt_requests_total", ("model", "several-en-de"), ("outcome", "rejected")));
    }

    [Fact]
    public async Task Info_says_what_runs()
    {
        await using var host = new ApiHost(_enDe.Path, _deEn.Path) { Settings = { ["Inference:ExecutionProvider"] = "cpu" } };
        var client = await host.StartReadyAsync();

        var models = (await client.GetAsync("/info", Cancellation).JsonAsync())["models"]!.AsArray();

        Assert.All(models, model => Assert.True(DateTimeOffset.Parse((string)model!["loadedAt"]!) > DateTimeOffset.UnixEpoch));
        models.ToList().ForEach(model => model!.AsObject().Remove("loadedAt"));
        Assert.Equal(
            """
            [{"name":"several-en-de","version":"1","precision":"fp32","provider":"cpu","providerState":"as-meant","directions":[{"source":"en","target":"de"}]},
            {"name":"several-de-en","version":"2","precision":"fp32","provider":"cpu","providerState":"as-meant","directions":[{"source":"de","target":"en"}]}]
            """.ReplaceLineEndings(""),
            models.ToJsonString());
    }

    [Fact]
    public async Task Two_packages_of_one_direction_are_one_line_that_names_both_and_a_failure()
    {
        using var other = new TinyModelFolder("other", DeEn, EnDe).With("3");
        await using var process = ApiProcess.Start("--Inference:ModelFolders:0", _enDe.Path, "--Inference:ModelFolders:1", other.Path);

        Assert.Equal(1, await process.ExitCodeAsync());
        var problem = Assert.Single(process.SeenLines, line => line.Contains("The model cannot be used: ", StringComparison.Ordinal));
        Assert.Contains(Path.GetDirectoryName(_enDe.Path)!, problem, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(other.Path)!, problem, StringComparison.Ordinal);
        Assert.Contains("both translate en-de", problem, StringComparison.Ordinal);
    }
}
