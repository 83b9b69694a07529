using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Export.Packages;
using TranslationService.Export.Tests.Graphs;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Commands;

/// <summary>Probes for a tiny checkpoint: the logits by <see cref="PlainTransformer"/>, which stands in for TorchSharp, the searches by the engine.</summary>
internal static class TinyProbes
{
    private const int MaxTargetTokens = 12;

    /// <param name="folder">A checkpoint's.</param>
    /// <param name="logitsError">Added to one logit.</param>
    public static void Write(string folder, float logitsError = 0)
    {
        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(folder, CheckpointFiles.Config));
        var plain = new PlainTransformer(config.Architecture, SafetensorsFile.Open(Path.Combine(folder, CheckpointFiles.Weights)));
        using var temporary = new TemporaryFolder();
        var package = PackageWriter.Write(folder, temporary["package"], new PackageOptions { Precision = Artifacts.Packages.Precision.Fp32, Version = "1" });
        using var decoder = SentenceDecoder.Load(package);
        int[][] sources = [[698, 17, 230, 3], [699, 45, 401, 9, 77, 120, 3]];
        var probes = sources.Select(source => ProbeOf(source, decoder)).ToList();
        var logits = probes.Select((probe, i) => LogitsOf(plain, probe, i)).ToArray();
        logits[^1].Values[^1] += logitsError;
        SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.ProbeLogits), logits, TensorType.F32);
        ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Probes), new ProbeSet(probes));
    }

    private static Probe ProbeOf(int[] source, SentenceDecoder decoder)
    {
        var searches = new[] { 1, 4 }.Select(beam => new ProbeSearch
        {
            BeamSize = beam,
            LengthPenalty = 1,
            MaxTargetTokens = MaxTargetTokens,
            Hypotheses = [.. decoder.Search([new SentenceRequest(source, new DecodingOptions { BeamSize = beam, NBest = beam }, MaxTargetTokens)])[0]
                .Select(hypothesis => new ProbeHypothesis(hypothesis.Ids, hypothesis.Score))],
        }).ToList();
        return new Probe
        {
            Text = "unused",
            Direction = new LanguagePair("en", "de"),
            SourceIds = source,
            TargetIds = [VocabularyLayout.BeginId, .. searches[^1].Hypotheses[0].Ids],
            Searches = searches,
        };
    }

    private static NamedTensor LogitsOf(PlainTransformer plain, Probe probe, int index)
    {
        var logits = plain.Logits(probe.SourceIds, probe.TargetIds);
        return new NamedTensor($"logits.{index}", [logits.Length, logits[0].Length], [.. logits.SelectMany(row => row.Select(x => (float)x))]);
    }
}
