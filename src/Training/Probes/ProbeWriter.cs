using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Model.Search;
using TranslationService.Tokenization;

namespace TranslationService.Training.Probes;

/// <summary>
/// Writes what a model says about some sentences into its checkpoint, so that an exporter can prove its graphs without libtorch:
/// the logits along the best hypothesis, and the n-best of cacheless searches.
/// </summary>
internal sealed class ProbeWriter(Transformer model, SubwordTokenizer tokenizer)
{
    private const float LengthPenalty = 1f;
    private const int LengthMargin = 10; // tokens beyond twice the source
    private static readonly int[] BeamSizes = [1, 4, 5];

    private readonly ReferenceBeamSearch _search = new(model, tokenizer.Layout);

    /// <summary>Writes <c>probes.json</c> and <c>probes.safetensors</c>. The model is in fp32 and in evaluation mode.</summary>
    public void Write(string folder, IEnumerable<ProbeSentence> sentences)
    {
        var probes = sentences.Select(ProbeOf).ToArray();
        var logits = probes.Select((probe, i) => _search.ForcedLogits(probe.SourceIds, probe.TargetIds) with { Name = $"logits.{i}" }).ToArray();
        SafetensorsFile.Write(Path.Combine(folder, CheckpointFiles.ProbeLogits), logits, TensorType.F32);
        ArtifactJson.Write(Path.Combine(folder, CheckpointFiles.Probes), new ProbeSet(probes));
    }

    private Probe ProbeOf(ProbeSentence sentence)
    {
        var source = tokenizer.EncodeSource(sentence.Text, sentence.Target);
        var maxTargetTokens = Math.Min((2 * source.Length) + LengthMargin, model.Config.MaxPositions);
        var searches = BeamSizes.Select(beam => SearchOf(source, beam, maxTargetTokens)).ToArray();
        return new Probe
        {
            Text = sentence.Text,
            Direction = new LanguagePair(sentence.Source, sentence.Target),
            SourceIds = source,
            TargetIds = [VocabularyLayout.BeginId, .. searches[^1].Hypotheses[0].Ids],
            Searches = searches,
        };
    }

    private ProbeSearch SearchOf(int[] source, int beamSize, int maxTargetTokens) => new()
    {
        BeamSize = beamSize,
        LengthPenalty = LengthPenalty,
        MaxTargetTokens = maxTargetTokens,
        Hypotheses = _search.Search(source, new ReferenceSearchOptions
        {
            BeamSize = beamSize,
            NBest = beamSize,
            LengthPenalty = LengthPenalty,
            MaxTargetTokens = maxTargetTokens,
        }),
    };
}
