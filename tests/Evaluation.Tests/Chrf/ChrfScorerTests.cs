using TranslationService.Evaluation.Chrf;

namespace TranslationService.Evaluation.Tests.Chrf;

public sealed class ChrfScorerTests
{
    [Fact]
    public void A_score_worked_out_by_hand()
    {
        // abc | abd: 1-grams 2/3, 2-grams 1/2, 3-grams 0/1, on both sides; longer ones do not occur.
        // precision = recall = F = (2/3 + 1/2 + 0) / 3 = 7/18
        Assert.Equal(100 * 7.0 / 18, ChrfScorer.Score(["ab c"], ["abd"]).Value, 1e-10);
    }

    [Fact]
    public void Recall_weighs_four_times_and_an_order_that_one_side_lacks_does_not_count()
    {
        // ab | abc: precision 2/2 and 1/1; recall 2/3 and 1/2; the hypothesis has no 3-gram, so only two orders count.
        // P = 1, R = 7/12, F = 5·P·R / (4·P + R) = (35/12) / (55/12) = 7/11
        Assert.Equal(100 * 7.0 / 11, ChrfScorer.Score(["ab"], ["abc"]).Value, 1e-10);

        // The other way round: P = 7/12, R = 1, F = (35/12) / (28/12 + 1) = 35/40
        Assert.Equal(100 * 35.0 / 40, ChrfScorer.Score(["abc"], ["ab"]).Value, 1e-10);
    }

    [Fact]
    public void The_corpus_is_scored_by_its_sums()
    {
        // 1-grams: 1 match of 1 hypothesis and 1 + 1 reference characters; P = 1, R = 1/2, F = 2.5 / 4.5
        Assert.Equal(100 * 2.5 / 4.5, ChrfScorer.Score(["a", ""], ["a", "b"]).Value, 1e-10);
    }

    [Fact]
    public void A_corpus_against_itself_is_100() =>
        Assert.Equal(100, ChrfScorer.Score(ReferenceCorpus.References, ReferenceCorpus.References).Value, 1e-10);

    [Fact]
    public void White_space_of_every_kind_is_left_out() =>
        Assert.Equal(100, ChrfScorer.Score(["a\u00a0bc\u2003d e\u001cf"], ["abcdef"]).Value, 1e-10);

    [Fact]
    public void A_character_beyond_the_basic_plane_is_one_character()
    {
        // 😀 | 😁: no match. As UTF-16 units the first halves would match.
        Assert.Equal(0, ChrfScorer.Score(["😀"], ["😁"]).Value);
    }

    [Fact]
    public void Nothing_against_something_is_0()
    {
        Assert.Equal(0, ChrfScorer.Score([""], ["abc"]).Value);
        Assert.Equal(0, ChrfScorer.Score(["abc"], [""]).Value);
        Assert.Equal(0, new ChrfScorer().Score().Value);
    }

    [Theory]
    [InlineData(LetterCase.Mixed, 57.592079066899636, "mixed", "57.59")]
    [InlineData(LetterCase.Lower, 58.603260785254975, "lc", "58.60")]
    public void Value_and_printed_line_are_sacreBLEUs(LetterCase letterCase, double value, string letters, string printed)
    {
        var score = ChrfScorer.Score(ReferenceCorpus.Hypotheses, ReferenceCorpus.References, new ChrfOptions(letterCase));

        Assert.Equal(value, score.Value, 1e-10);
        Assert.Equal($"chrF2|nrefs:1|case:{letters}|eff:yes|nc:6|nw:0|space:no|version:2.6.0-definition = {printed}", score.ToString());
    }
}
