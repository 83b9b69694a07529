using TranslationService.Evaluation.Bleu;

namespace TranslationService.Evaluation.Tests.Bleu;

public sealed class BleuScorerTests
{
    [Fact]
    public void A_score_worked_out_by_hand()
    {
        // the cat sat on the mat . | the cat sat on a mat .      7 words each, so the brevity penalty is 1
        // 1-grams: all but the second "the"                              6/7
        // 2-grams: the-cat cat-sat sat-on mat-.                          4/6
        // 3-grams: the-cat-sat cat-sat-on                                2/5
        // 4-grams: the-cat-sat-on                                        1/4
        // product 48/840 = 2/35; BLEU = 100 · (2/35)^¼
        var score = BleuScorer.Score(["the cat sat on the mat."], ["the cat sat on a mat."]);

        Assert.Equal([6, 4, 2, 1], score.Matches);
        Assert.Equal([7, 6, 5, 4], score.Totals);
        Assert.Equal(100 * Math.Pow(2.0 / 35, 0.25), score.Value, 1e-10);
        Assert.Equal(48.8923022435, score.Value, 1e-9); // sacreBLEU 2.6.0
    }

    [Fact]
    public void Orders_without_a_match_count_as_a_half_then_a_quarter_match()
    {
        // a b c d e | a b x d e: 4/5, 2/4 (a-b, d-e), 0/3 → (1/2)/3, 0/2 → (1/4)/2; product 1/120
        var score = BleuScorer.Score(["a b c d e"], ["a b x d e"]);

        Assert.Equal([80, 50, 100.0 / 6, 12.5], score.Precisions);
        Assert.Equal(100 * Math.Pow(1.0 / 120, 0.25), score.Value, 1e-10);
    }

    [Fact]
    public void A_short_hypothesis_pays_the_brevity_penalty()
    {
        var score = BleuScorer.Score(["a b c d"], ["a b c d e"]);

        Assert.Equal(Math.Exp(1 - (5.0 / 4)), score.BrevityPenalty, 1e-10);
        Assert.Equal(100 * Math.Exp(-0.25), score.Value, 1e-10); // every precision is 100
    }

    [Fact]
    public void A_word_counts_as_often_as_the_reference_has_it() =>
        Assert.Equal([2, 0, 0, 0], BleuScorer.Score(["the the the the the"], ["the cat and the dog"]).Matches);

    [Fact]
    public void A_corpus_against_itself_is_100()
    {
        var score = BleuScorer.Score(ReferenceCorpus.References, ReferenceCorpus.References);

        Assert.Equal(100, score.Value, 1e-10);
    }

    [Fact]
    public void Empty_hypotheses_score_0_and_leave_the_others_their_matches()
    {
        Assert.Equal(0, BleuScorer.Score(["", " "], ["one two", "three"]).Value);
        Assert.Equal([4, 3, 2, 1], BleuScorer.Score(["", "a b c d"], ["a b c d", "a b c d"]).Matches);
    }

    [Fact]
    public void Nothing_in_common_is_0_in_spite_of_smoothing() => Assert.Equal(0, BleuScorer.Score(["a b c d e"], ["v w x y z"]).Value);

    [Fact]
    public void Hypotheses_too_short_for_a_4_gram_score_0() => Assert.Equal(0, BleuScorer.Score(["a b c"], ["a b c"]).Value);

    [Fact]
    public void An_empty_corpus_is_0() => Assert.Equal(0, new BleuScorer().Score().Value);

    [Fact]
    public void The_corpus_is_scored_by_its_sums_and_not_by_the_mean_of_its_segments()
    {
        // Matches 4, 3, 2, 1 of 8, 6, 4, 2: half at every order.
        var score = BleuScorer.Score(["a b c d", "p q r s"], ["a b c d", "w x y z"]);

        Assert.Equal(50, score.Value, 1e-10);
    }

    [Theory]
    [InlineData(BleuTokenization.Mteval13a, LetterCase.Mixed, 47.846341095680884, "mixed", "13a", "47.85 68.8/51.9/45.5/47.1 (BP = 0.911 ratio = 0.914 hyp_len = 32 ref_len = 35)")]
    [InlineData(BleuTokenization.Mteval13a, LetterCase.Lower, 49.22274470169756, "lc", "13a", "49.22 71.9/55.6/45.5/47.1 (BP = 0.911 ratio = 0.914 hyp_len = 32 ref_len = 35)")]
    [InlineData(BleuTokenization.None, LetterCase.Mixed, 13.859507634833777, "mixed", "none", "13.86 45.5/23.5/8.3/7.1 (BP = 0.873 ratio = 0.880 hyp_len = 22 ref_len = 25)")]
    [InlineData(BleuTokenization.None, LetterCase.Lower, 15.008022654056653, "lc", "none", "15.01 50.0/29.4/8.3/7.1 (BP = 0.873 ratio = 0.880 hyp_len = 22 ref_len = 25)")]
    public void Value_and_printed_line_are_sacreBLEUs(
        BleuTokenization tokenization, LetterCase letterCase, double value, string letters, string tokenizer, string printed)
    {
        var score = BleuScorer.Score(ReferenceCorpus.Hypotheses, ReferenceCorpus.References, new BleuOptions(tokenization, letterCase));

        Assert.Equal(value, score.Value, 1e-10);
        Assert.Equal($"BLEU|nrefs:1|case:{letters}|eff:no|tok:{tokenizer}|smooth:exp|version:2.6.0-definition = {printed}", score.ToString());
    }

    [Fact]
    public void Unequal_numbers_of_segments_are_refused() =>
        Assert.Contains("2 hypotheses, but 1 references", Assert.Throws<ArgumentException>(() => BleuScorer.Score(["a", "b"], ["a"])).Message, StringComparison.Ordinal);
}
