namespace TranslationService.Evaluation;

/// <summary>Whether upper and lower case differ.</summary>
public enum LetterCase
{
    /// <summary>They differ; the signature says <c>case:mixed</c>.</summary>
    Mixed,

    /// <summary>
    /// Both sides are lower-cased first; the signature says <c>case:lc</c>. By Unicode's simple mapping: Turkish İ and a word-final Greek
    /// sigma come out otherwise than in sacreBLEU.
    /// </summary>
    Lower,
}
