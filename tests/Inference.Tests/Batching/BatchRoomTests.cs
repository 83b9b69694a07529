using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Tests.Batching;

public sealed class BatchRoomTests
{
    private static readonly BatchBudget Budget = new(MaxRows: 32, MaxTokens: 1000);

    [Fact]
    public void An_empty_batch_has_room_for_its_whole_budget()
    {
        Assert.True(Budget.Empty.Has(Jobs.Of(1000, beam: 32)));
        Assert.False(Budget.Empty.Has(Jobs.Of(1001, beam: 1)));
        Assert.False(Budget.Empty.Without(Jobs.Of(5, beam: 4)).Has(Jobs.Of(5, beam: 29)));
    }

    [Fact]
    public void What_runs_takes_its_rows_and_tokens()
    {
        var room = Budget.Beside(rows: 28, tokens: 990);

        Assert.True(room.Has(Jobs.Of(10, beam: 4)));
        Assert.False(room.Has(Jobs.Of(11, beam: 4)));
        Assert.False(room.Has(Jobs.Of(10, beam: 5)));
    }

    [Fact]
    public void Beside_running_sentences_little_is_encoded_at_once_but_the_longest_sentence_still_comes_in()
    {
        var room = Budget.Beside(rows: 1, tokens: 1);

        Assert.True(room.Has(Jobs.Of(900, beam: 1)));
        Assert.False(room.Without(Jobs.Of(900, beam: 1)).Has(Jobs.Of(1, beam: 1)));
        Assert.True(room.Without(Jobs.Of(20, beam: 1)).Has(Jobs.Of(20, beam: 1)));
    }
}
