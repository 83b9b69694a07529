namespace TranslationService.Evaluation.Tests;

/// <summary>
/// A small corpus with a trap in each line. The figures that the tests compare with are sacreBLEU 2.6.0's output on these lines
/// (BLEU(force=True) and CHRF(), corpus_score, repr of the score).
/// </summary>
internal static class ReferenceCorpus
{
    public static readonly string[] Hypotheses =
    [
        "The cat, on the mat.",
        "Prices rose 3.5% to 1,200-1,300 &quot;euros&quot;.",
        "",
        "Er sagt: „Nein“!",
        "completely different words here now",
        "Ünïcode 😀 works-fine",
    ];

    public static readonly string[] References =
    [
        "The cat sat on the mat.",
        "Prices rose by 3.5 % to 1,200-1,300 \"euros\".",
        "Something.",
        "Er sagte: „Nein!“",
        "nothing matches",
        "ünïcode 😀 works - fine",
    ];
}
