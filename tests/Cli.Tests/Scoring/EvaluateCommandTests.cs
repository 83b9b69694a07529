using System.Text.Json;

namespace TranslationService.Cli.Tests.Scoring;

public sealed class EvaluateCommandTests(TinyPackageFixture package) : IClassFixture<TinyPackageFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Both_scores_are_printed_with_their_signatures()
    {
        var run = await CliRun.OfAsync(
            "evaluate", "--hypothesis", _folder.Write("hyp", "the cat sat on the mat.\n"), "--reference", _folder.Write("ref", "the cat sat on a mat.\n"));

        // sacreBLEU 2.6.0's figures for these two lines.
        Assert.Equal(
            [
                "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0-definition = 48.89 85.7/66.7/40.0/25.0 (BP = 1.000 ratio = 1.000 hyp_len = 7 ref_len = 7)",
                "chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0-definition = 71.42",
            ],
            run.OutputLines);
        Assert.Equal(("", CommandLine.Success), (run.Error, run.ExitCode));
    }

    [Fact]
    public async Task Options_and_compressed_files_are_taken_and_JSON_is_printed()
    {
        var run = await CliRun.OfAsync(
            "evaluate", "--hypothesis", _folder.WriteCompressed("hyp.gz", "A B c D\nx"), "--reference", _folder.WriteCompressed("ref.gz", "a b C d\nx"),
            "--tokenize", "none", "--lowercase", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("segments").GetInt32());
        Assert.Equal(100, json.RootElement.GetProperty("bleu").GetProperty("value").GetDouble(), 1e-9);
        Assert.Contains("case:lc|eff:no|tok:none", json.RootElement.GetProperty("bleu").GetProperty("signature").GetString(), StringComparison.Ordinal);
        Assert.Equal(100, json.RootElement.GetProperty("chrf").GetProperty("value").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task A_model_translates_first_and_its_translations_can_be_kept()
    {
        var source = _folder.Write("source", "A small house.\n\nTwo birds sing.\n");
        var kept = _folder.PathTo("kept");
        var translated = await CliRun.OfAsync("translate", "--model", package.Folder, "--source", "en", "--target", "de", "--beam", "2", "--input", source);
        var reference = _folder.Write("ref", translated.Output);

        var run = await CliRun.OfAsync(
            "evaluate", "--model", package.Folder, "--source", "en", "--target", "de", "--beam", "2", "--source-file", source, "--reference", reference, "--output", kept);

        Assert.Equal(("", CommandLine.Success), (run.Error, run.ExitCode));
        Assert.Equal(translated.Output, File.ReadAllText(kept));
        Assert.EndsWith("= 100.00", run.OutputLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unequal_numbers_of_lines_are_refused_and_named()
    {
        var (one, two) = (_folder.Write("one", "a\n"), _folder.Write("two", "a\nb\n"));

        (await CliRun.OfAsync("evaluate", "--hypothesis", two, "--reference", one)).AssertFailed(CommandLine.Failure, "--hypothesis has 2 lines, --reference has 1");
        (await CliRun.OfAsync("evaluate", "--model", package.Folder, "--source-file", one, "--reference", two))
            .AssertFailed(CommandLine.Failure, "--source-file has 1 lines, --reference has 2");
    }

    [Fact]
    public async Task Empty_files_a_missing_file_and_a_missing_choice_are_refused()
    {
        var (empty, one) = (_folder.Write("empty", ""), _folder.Write("one", "a\n"));

        (await CliRun.OfAsync("evaluate", "--hypothesis", empty, "--reference", empty)).AssertFailed(CommandLine.Failure, "--reference has no line");
        (await CliRun.OfAsync("evaluate", "--hypothesis", _folder.PathTo("absent"), "--reference", one)).AssertFailed(CommandLine.Failure, "absent does not exist");
        (await CliRun.OfAsync("evaluate", "--reference", one)).AssertFailed(CommandLine.Failure, "either --hypothesis, or --model with --source-file");
        (await CliRun.OfAsync("evaluate", "--reference", one, "--hypothesis", one, "--model", "x")).AssertFailed(CommandLine.Failure, "either --hypothesis");
        (await CliRun.OfAsync("evaluate", "--hypothesis", one)).AssertFailed(CommandLine.Misuse, "--reference");
        (await CliRun.OfAsync("evaluate", "--hypothesis", one, "--reference", one, "--tokenize", "14")).AssertFailed(CommandLine.Misuse, "14");
    }
}
