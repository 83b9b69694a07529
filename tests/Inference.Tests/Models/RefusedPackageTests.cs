using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Models;
using TranslationService.Inference.Tests.Diagnostics;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests.Models;

public sealed class RefusedPackageTests : IAsyncDisposable
{
    private const string Again = "export the checkpoint again with this version";
    private static readonly LanguagePair EnDe = new("en", "de");

    private static readonly Dictionary<string, (Action<string> Spoil, string Sentence)> Faults = new(StringComparer.Ordinal)
    {
        ["a wrong checksum"] = (
            folder => File.AppendAllText(Path.Combine(folder, "decoder-step.onnx"), "x"),
            "{0}/decoder-step.onnx does not have the SHA-256 that the manifest gives; copy the package again"),
        ["a missing file"] = (folder => File.Delete(Path.Combine(folder, "encoder.onnx")), "{0}/encoder.onnx is missing; the manifest names it"),
        ["no manifest"] = (folder => File.Delete(Path.Combine(folder, "manifest.json")), "{0}/manifest.json cannot be read: Could not find file '{0}/manifest.json'."),
        ["half a manifest"] = (
            folder => File.WriteAllText(Path.Combine(folder, "manifest.json"), """{"format":2,"""), "{0}/manifest.json, line 1: "),
        ["an unknown format"] = (
            folder => File.WriteAllText(Path.Combine(folder, "manifest.json"), """{"format":99}"""),
            "{0} has package format 99; this program reads format 2: " + Again),
        ["a graph that is none"] = (
            folder => Put(folder, "encoder.onnx", "This is no graph."u8.ToArray()), "{0}: ONNX Runtime cannot load the graphs: "),
        ["one graph in the place of the other"] = (
            folder => Put(folder, "encoder.onnx", File.ReadAllBytes(Path.Combine(folder, "decoder-step.onnx"))), "{0}/encoder.onnx has no input source_ids; expected were "),
        ["graphs of another architecture"] = (
            folder => Change(folder, manifest => manifest with { Architecture = manifest.Architecture with { ModelDimension = 64 } }), "{0}/encoder.onnx: its output "),
        ["a tokeniser that is none"] = (folder => Put(folder, "tokenizer.model", [1, 2, 3]), "{0}/tokenizer.model"),
        ["no direction"] = (
            folder => Change(folder, manifest => manifest with { Directions = [] }), "{0}/manifest.json names no direction; a model translates at least one"),
    };

    private readonly string _model = $"refused-{Guid.NewGuid():N}";
    private readonly ListLogger _log = new();
    private readonly TinyModelFolder _folder;
    private readonly ModelRegistry _registry;

    public RefusedPackageTests()
    {
        _folder = new TinyModelFolder(_model, EnDe);
        _registry = new ModelRegistry(new EngineOptions { Workers = 1 }, _log);
    }

    public static TheoryData<string> Spoilt => [.. Faults.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task At_the_start_a_spoilt_package_is_refused_with_a_sentence(string fault)
    {
        var sentence = Spoil("1", fault);

        var error = await Assert.ThrowsAsync<ArtifactException>(() => _registry.LoadAsync([_folder.Path], Cancellation));

        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(_registry.Models);
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task A_spoilt_package_replaces_nothing_and_is_logged_counted_and_shown_until_a_sound_one_comes(string fault)
    {
        using var reading = new MetricReading(_model);
        await _registry.LoadAsync([_folder.With("1").Path], Cancellation);
        var before = await TranslateAsync();
        var sentence = Spoil("2", fault);

        await _registry.RefreshAsync(Cancellation);
        await _registry.RefreshAsync(Cancellation);

        var model = Assert.Single(_registry.Models);
        Assert.Equal("1", model.Manifest.Version);
        Assert.StartsWith(sentence, model.Failure?.Problem, StringComparison.Ordinal);
        Assert.Equal(before, await TranslateAsync());
        Assert.Equal([$"Error: Model {_model} 1 goes on serving; what was to replace it is refused: {model.Failure?.Problem}"], _log.Messages.Where(IsRefusal));
        Assert.Equal(1, reading.Values["mt_model_load_failures"]);

        _folder.With("3");
        await _registry.RefreshAsync(Cancellation);

        model = Assert.Single(_registry.Models);
        Assert.Equal(("3", null), (model.Manifest.Version, model.Failure));
        Assert.NotEqual(before, await TranslateAsync());
    }

    [Fact]
    public async Task A_package_that_is_half_copied_is_taken_when_the_rest_has_come()
    {
        await _registry.LoadAsync([_folder.With("1").Path], Cancellation);
        var (whole, half) = (_folder.Add("2"), Path.GetFullPath(Path.Combine(_folder.Path, "..", "half")));
        Directory.CreateDirectory(half);
        File.Copy(Path.Combine(whole, "manifest.json"), Path.Combine(half, "manifest.json"));
        _folder.Switch("half");
        await _registry.RefreshAsync(Cancellation);
        Assert.Equal("1", Assert.Single(_registry.Models).Manifest.Version);

        foreach (var file in Directory.EnumerateFiles(whole))
        {
            File.Copy(file, Path.Combine(half, Path.GetFileName(file)), overwrite: true);
        }

        await _registry.RefreshAsync(Cancellation);

        Assert.Equal("2", Assert.Single(_registry.Models).Manifest.Version);
    }

    [Fact]
    public async Task Going_back_to_the_version_that_is_served_is_no_failure_and_no_load()
    {
        await _registry.LoadAsync([_folder.With("1").Path], Cancellation);
        var served = _registry.ModelOf(EnDe);
        Spoil("2", "a missing file");
        await _registry.RefreshAsync(Cancellation);

        _folder.Switch("1");
        await _registry.RefreshAsync(Cancellation);

        Assert.Same(served, _registry.ModelOf(EnDe));
        Assert.Null(Assert.Single(_registry.Models).Failure);
    }

    [Fact]
    public async Task A_replacement_that_would_take_another_models_direction_is_refused_by_name()
    {
        using var other = new TinyModelFolder("other", new LanguagePair("de", "en")).With("1");
        await _registry.LoadAsync([_folder.With("1").Path, other.Path], Cancellation);
        _folder.Add("2");
        _folder.Change("2", manifest => manifest with { Directions = [EnDe, new LanguagePair("de", "en")] });
        _folder.Switch("2");

        await _registry.RefreshAsync(Cancellation);

        Assert.Equal(
            $"{other.Path} and {_folder.Path} both translate de-en; a direction has one model: leave one out of Inference:ModelFolders",
            _registry.Models[0].Failure?.Problem);
        Assert.Null(_registry.Models[1].Failure);
    }

    [Fact]
    public async Task Links_that_lead_in_a_circle_are_refused()
    {
        var root = Path.GetDirectoryName(_folder.Path)!;
        File.CreateSymbolicLink(Path.Combine(root, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(root, "b"), "a");

        var error = await Assert.ThrowsAsync<ArtifactException>(() => _registry.LoadAsync([Path.Combine(root, "a")], Cancellation));

        Assert.Contains("links that lead in a circle", error.Message, StringComparison.Ordinal);
    }

    private static bool IsRefusal(string message) => message.Contains("is refused", StringComparison.Ordinal);

    private static void Put(string folder, string file, byte[] bytes)
    {
        var path = Path.Combine(folder, file);
        File.WriteAllBytes(path, bytes);
        Change(folder, manifest => manifest with
        {
            Sha256 = manifest.Sha256.ToDictionary(hash => hash.Key, hash => hash.Key == file ? ModelPackage.HashOf(path) : hash.Value, StringComparer.Ordinal),
        });
    }

    private static void Change(string folder, Func<ModelManifest, ModelManifest> change)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        ArtifactJson.Write(path, change(ArtifactJson.Read<ModelManifest>(path)));
    }

    private string Spoil(string version, string fault)
    {
        var folder = _folder.Add(version);
        Faults[fault].Spoil(folder);
        _folder.Switch(version);
        return string.Format(Faults[fault].Sentence, folder);
    }

    private async Task<string> TranslateAsync() =>
        (await _registry.TranslateAsync([new TextRequest("A bird in the tree.", EnDe, new DecodingOptions())], Cancellation))[0].Text;
}
