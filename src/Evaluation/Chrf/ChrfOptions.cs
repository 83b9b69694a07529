namespace TranslationService.Evaluation.Chrf;

/// <summary>Which chrF2. The defaults are sacreBLEU's.</summary>
/// <param name="LetterCase">Default: mixed.</param>
public sealed record ChrfOptions(LetterCase LetterCase = LetterCase.Mixed);
