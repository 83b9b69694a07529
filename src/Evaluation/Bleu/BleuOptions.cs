namespace TranslationService.Evaluation.Bleu;

/// <summary>Which BLEU. The defaults are sacreBLEU's.</summary>
/// <param name="Tokenization">Default: mteval-v13a.</param>
/// <param name="LetterCase">Default: mixed.</param>
public sealed record BleuOptions(BleuTokenization Tokenization = BleuTokenization.Mteval13a, LetterCase LetterCase = LetterCase.Mixed);
