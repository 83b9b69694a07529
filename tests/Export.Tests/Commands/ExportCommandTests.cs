using System.CommandLine;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Commands;
using TranslationService.Export.Tests.Verification;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Commands;

[Collection(EngineLog.Name)]
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    public ExportCommandTests()
    {
        TinyCheckpoint.Write(Checkpoint, TinyCheckpoint.Config(), seed: 1);
        TinyProbes.Write(Checkpoint);
    }

    private string Checkpoint => _folder["checkpoint"];

    private string Package => _folder["package"];

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public async Task An_fp32_package_agrees_with_the_probes_and_says_so(ResidualScheme scheme)
    {
        TinyCheckpoint.Write(Checkpoint, TinyCheckpoint.Config(scheme), seed: 2);
        TinyProbes.Write(Checkpoint);

        Assert.Equal(0, await Export("--precision", "fp32"));

        Assert.Contains("no warning", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("probes: 2 sentences, largest difference of a logit", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("greedy search: token-identical (2 of 2", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("beam search: token-identical (2 of 2", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(Precision.Fp32, ModelPackage.Open(Package).Manifest.Precision);
    }

    [Fact]
    public async Task Graphs_that_disagree_with_the_probes_are_a_failure_and_never_reach_their_place()
    {
        TinyProbes.Write(Checkpoint, logitsError: 0.001f);

        var error = await Assert.ThrowsAsync<ArtifactException>(() => Export("--precision", "fp32"));

        Assert.Contains("verification failed: a logit differs", error.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(Package));
        var kept = Assert.Single(Directory.GetDirectories(_folder.Path, "package.unfinished-*"));
        Assert.Contains(kept, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(kept));
    }

    [Theory]
    [InlineData("int8", Precision.Int8)]
    [InlineData("fp16", Precision.Fp16)]
    public async Task Fewer_bits_report_their_differences_and_pass(string name, Precision precision)
    {
        Assert.Equal(0, await Export("--precision", name));

        Assert.Contains("largest difference of a logit", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(precision, ModelPackage.Open(Package).Manifest.Precision);
    }

    [Fact]
    public async Task The_layout_can_be_asked_for()
    {
        Assert.Equal(0, await Export("--precision", "fp32", "--layout", "padded"));

        Assert.Equal(GraphLayout.Padded, ModelPackage.Open(Package).Manifest.Layout);
    }

    [Fact]
    public async Task A_layout_that_the_precision_lacks_leaves_nothing_behind()
    {
        var error = await Assert.ThrowsAsync<ArtifactException>(() => Export("--precision", "int8", "--layout", "padded"));

        Assert.Contains("int8 has ragged graphs only", error.Message, StringComparison.Ordinal);
        Assert.Equal([Checkpoint], Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public async Task Int8_reports_what_it_loses_in_BLEU_on_a_validation_set()
    {
        File.WriteAllText(_folder["source"], "The house is old.\nI like tea.\n");
        File.WriteAllText(_folder["reference"], "Das Haus ist alt.\nIch mag Tee.\n");

        await Export(
            "--precision", "int8", "--validation-source", _folder["source"], "--validation-reference", _folder["reference"], "--source", "en", "--target", "de");

        Assert.Contains("validation: 2 sentences, BLEU|", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("validation in fp32: BLEU|", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("loss by Int8: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_with_no_probes_proves_nothing_and_is_refused_unless_that_is_asked_for()
    {
        File.Delete(Path.Combine(Checkpoint, CheckpointFiles.Probes));

        var error = await Assert.ThrowsAsync<ArtifactException>(() => Export("--precision", "fp32"));
        Assert.Contains("verification failed: the checkpoint has no probes", error.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(Package));

        Assert.Equal(0, await Export("--precision", "fp32", "--unverified"));
        Assert.Contains("probes: the checkpoint has none", _output.ToString(), StringComparison.Ordinal);
        Assert.True(Path.Exists(Package));
    }

    [Fact]
    public async Task An_empty_list_of_probes_proves_nothing_either()
    {
        ArtifactJson.Write(Path.Combine(Checkpoint, CheckpointFiles.Probes), new ProbeSet([]));

        await Assert.ThrowsAsync<ArtifactException>(() => Export("--precision", "fp32"));

        Assert.False(Path.Exists(Package));
    }

    [Fact]
    public async Task A_validation_set_of_no_sentences_is_refused()
    {
        File.WriteAllText(_folder["text"], "Yes.\n");

        var error = await Assert.ThrowsAsync<ArtifactException>(() => Export(
            "--precision", "int8", "--validation-source", _folder["text"], "--validation-reference", _folder["text"], "--source", "en", "--target", "de",
            "--validation-sentences", "0"));

        Assert.Contains("--validation-sentences is 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_todays_date_unless_it_is_given()
    {
        await Export("--precision", "int8");
        Assert.Equal("2027.01.02", ModelPackage.Open(Package).Manifest.Version);

        Directory.Delete(Package, recursive: true);
        await Export("--precision", "int8", "--version", "v3");
        Assert.Equal("v3", ModelPackage.Open(Package).Manifest.Version);
    }

    [Fact]
    public async Task Half_a_validation_set_is_refused_in_one_line()
    {
        var error = await Assert.ThrowsAsync<ArtifactException>(() => Export("--precision", "int8", "--source", "en"));

        Assert.Contains("belong together", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal([Checkpoint], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_validation_set_in_a_direction_that_the_model_lacks_leaves_no_package()
    {
        File.WriteAllText(_folder["text"], "Oui.\n");

        await Assert.ThrowsAsync<ArtifactException>(() => Export(
            "--precision", "int8", "--validation-source", _folder["text"], "--validation-reference", _folder["text"], "--source", "fr", "--target", "de"));

        Assert.Empty(Directory.GetDirectories(_folder.Path, "package*"));
    }

    private Task<int> Export(params string[] options)
    {
        var root = new RootCommand();
        ExportCommand.AddTo(root, new FixedClock());
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = _output };
        return root.Parse(["--checkpoint", Checkpoint, "--output", Package, .. options]).InvokeAsync(configuration, TestContext.Current.CancellationToken);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
