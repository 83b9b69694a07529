namespace TranslationService.Evaluation.Bleu;

/// <summary>How text is cut into the words that BLEU counts.</summary>
public enum BleuTokenization
{
    /// <summary>mteval-v13a's rules, WMT's and sacreBLEU's default.</summary>
    Mteval13a,

    /// <summary>At white space only: for text that is tokenised already.</summary>
    None,
}
