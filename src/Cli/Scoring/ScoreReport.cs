using System.Text.Json;
using TranslationService.Artifacts;
using TranslationService.Evaluation.Bleu;
using TranslationService.Evaluation.Chrf;

namespace TranslationService.Cli.Scoring;

/// <summary>The scores of a corpus.</summary>
/// <param name="Segments">Lines that were scored.</param>
/// <param name="Bleu">BLEU.</param>
/// <param name="Chrf">chrF2.</param>
internal sealed record ScoreReport(int Segments, BleuScore Bleu, ChrfScore Chrf)
{
    public static ScoreReport Of(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, BleuOptions options) => new(
        hypotheses.Count,
        BleuScorer.Score(hypotheses, references, options),
        ChrfScorer.Score(hypotheses, references, new ChrfOptions(options.LetterCase)));

    public string ToJson() => JsonSerializer.Serialize(this, ArtifactJson.Options);

    /// <summary>A line a score, with its signature.</summary>
    public override string ToString() => $"{Bleu}\n{Chrf}";
}
