using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Artifacts.Packages;

/// <summary>A score on a test set.</summary>
/// <param name="TestSet">For example <c>tatoeba-en-de/test</c>.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Metric">For example <c>BLEU</c>.</param>
/// <param name="Value">0 to 100.</param>
/// <param name="Signature">How it was computed, as sacreBLEU writes it.</param>
public sealed record ModelScore(string TestSet, LanguagePair Direction, string Metric, double Value, string Signature);
