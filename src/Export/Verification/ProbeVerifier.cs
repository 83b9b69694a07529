using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;

namespace TranslationService.Export.Verification;

/// <summary>Runs a package's graphs on a checkpoint's probes: forced along the targets, and in greedy and beam searches.</summary>
internal sealed class ProbeVerifier(SentenceDecoder decoder)
{
    /// <summary>Compares with the probes of a checkpoint folder; null where it holds none.</summary>
    /// <exception cref="ArtifactException">The probes' files are damaged or contradict each other.</exception>
    public ProbeReport? Compare(string checkpointFolder)
    {
        var path = Path.Combine(checkpointFolder, CheckpointFiles.Probes);
        if (!File.Exists(path))
        {
            return null;
        }

        var probes = ArtifactJson.Read<ProbeSet>(path).Probes;
        if (probes.Count == 0)
        {
            return null;
        }

        var logits = SafetensorsFile.Open(Path.Combine(checkpointFolder, CheckpointFiles.ProbeLogits));
        var searches = probes.SelectMany(probe => probe.Searches.Select(search => (probe, search))).ToList();
        return new ProbeReport
        {
            Probes = probes.Count,
            LargestLogitsDifference = probes.Select((probe, i) => LargestDifference(probe, logits.Read($"logits.{i}"))).Append(0f).Max(),
            Greedy = Agreement([.. searches.Where(s => s.search.BeamSize == 1)]),
            Beam = Agreement([.. searches.Where(s => s.search.BeamSize > 1)]),
        };
    }

    private float LargestDifference(Probe probe, NamedTensor expected)
    {
        var actual = decoder.Logits(probe.SourceIds, probe.TargetIds); // [target][vocabulary]
        if (expected.Shape.Length != 2 || expected.Shape[0] != actual.Count || expected.Shape[1] != actual[0].Length)
        {
            throw new ArtifactException(
                $"{CheckpointFiles.ProbeLogits}: {expected.Name} is [{string.Join(", ", expected.Shape)}]; the probe makes it [{actual.Count}, {actual[0].Length}]");
        }

        var largest = 0f;
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var difference = Math.Abs(expected.Values[i] - actual[i / expected.Shape[1]][i % expected.Shape[1]]);
            largest = float.IsNaN(difference) ? float.PositiveInfinity : Math.Max(largest, difference);
        }

        return largest;
    }

    private SearchAgreement Agreement(List<(Probe Probe, ProbeSearch Search)> searches)
    {
        var found = decoder.Search([.. searches.Select(s => RequestFor(s.Probe, s.Search))]);
        var identical = searches.Zip(found)
            .Where(pair => pair.First.Search.Hypotheses.Select(h => h.Ids).SequenceEqual(pair.Second.Select(h => h.Ids), IdsComparer.Instance))
            .ToList();
        var difference = identical
            .SelectMany(pair => pair.First.Search.Hypotheses.Zip(pair.Second, (expected, actual) => Math.Abs(expected.Score - actual.Score)))
            .Append(0f).Max();
        return new SearchAgreement(searches.Count, identical.Count, difference);
    }

    private static SentenceRequest RequestFor(Probe probe, ProbeSearch search) => new(
        probe.SourceIds,
        new DecodingOptions { BeamSize = search.BeamSize, NBest = search.Hypotheses.Count, LengthPenalty = search.LengthPenalty },
        search.MaxTargetTokens);

    private sealed class IdsComparer : IEqualityComparer<IReadOnlyList<int>>
    {
        public static IdsComparer Instance { get; } = new();

        public bool Equals(IReadOnlyList<int>? x, IReadOnlyList<int>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<int> obj) => obj.Count;
    }
}
