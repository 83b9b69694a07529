using Google.Protobuf;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx.Proto;
using TranslationService.Export.Verification;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Verification;

[Collection(EngineLog.Name)]
public sealed class LoadWarningsTests
{
    public static TheoryData<ResidualScheme, Precision> Kinds =>
        new MatrixTheoryData<ResidualScheme, Precision>(Enum.GetValues<ResidualScheme>(), Enum.GetValues<Precision>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_package_loads_and_runs_with_no_warning(ResidualScheme scheme, Precision precision)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), precision);

        Assert.Empty(WarningsOf(tiny.Package));
    }

    [Fact]
    public void A_graph_with_a_tensor_that_nothing_reads_is_warned_of()
    {
        using var tiny = TinyPackage.Create();
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(tiny.Package.EncoderPath));
        graph.Graph.Initializer.Add(new TensorProto { Name = "unread", DataType = (int)ElementType.Uint8, RawData = ByteString.CopyFrom(1) });
        File.WriteAllBytes(tiny.Package.EncoderPath, graph.ToByteArray());
        var manifest = tiny.Package.Manifest;
        var hashes = manifest.Sha256.ToDictionary(h => h.Key, h => ModelPackage.HashOf(Path.Combine(tiny.Folder, h.Key)), StringComparer.Ordinal);
        ArtifactJson.Write(Path.Combine(tiny.Folder, ModelManifest.FileName), manifest with { Sha256 = hashes });

        Assert.Contains("unread", Assert.Single(WarningsOf(ModelPackage.Open(tiny.Folder))), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> WarningsOf(ModelPackage package)
    {
        var warnings = new LoadWarnings();
        using var decoder = SentenceDecoder.Load(package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu }, warnings);
        decoder.Search([new SentenceRequest([698, 17, 3], new DecodingOptions(), 5)]);
        return warnings.Messages;
    }
}
