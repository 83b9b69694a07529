using TranslationService.Inference.Batching;
using TranslationService.Inference.Sessions.Device;
using TranslationService.Inference.Tests.Batching;

namespace TranslationService.Inference.Tests.Sessions.Device;

public sealed class LaneSlotsTests
{
    [Fact]
    public void Newcomers_take_the_first_free_slots()
    {
        var (slots, first) = SlotsOf(5);
        slots.Release(first[1]);
        slots.Release(first[3]);

        var second = Sentences(3);
        slots.Seat(second);

        Assert.Equal([1, 3, 5], second.Select(slot => slot.Index));
        Assert.Equal((6, 8), (slots.Count, slots.End));
    }

    [Fact]
    public void A_step_computes_up_to_the_last_slot_rounded_up()
    {
        var (slots, sentences) = SlotsOf(8);
        Assert.Equal(8, slots.End);

        slots.Release(sentences[7]);
        slots.Release(sentences[6]);
        slots.Release(sentences[5]);
        Assert.Equal(8, slots.End);

        slots.Release(sentences[4]);
        Assert.Equal(4, slots.End);
    }

    [Fact]
    public void Ranks_are_closed_when_half_of_what_is_computed_would_do()
    {
        var (slots, sentences) = SlotsOf(8);
        foreach (var gone in new[] { 0, 2, 3, 6 })
        {
            Assert.Empty(slots.Gaps());
            slots.Release(sentences[gone]);
        }

        Assert.Equal([(sentences[4], 0), (sentences[5], 2), (sentences[7], 3)], slots.Gaps());
        foreach (var (slot, to) in slots.Gaps())
        {
            slots.Move(slot, to);
        }

        Assert.Equal((4, 4), (slots.Count, slots.End));
        Assert.Equal([sentences[4], sentences[1], sentences[5], sentences[7]], slots.Occupied());
    }

    [Fact]
    public void Nobody_has_to_move_where_nobody_is_left()
    {
        var (slots, sentences) = SlotsOf(3);
        Array.ForEach(sentences, slots.Release);

        Assert.Empty(slots.Gaps());
        Assert.Equal((0, 1), (slots.Count, slots.End));
    }

    private static (LaneSlots Slots, LaneSlot[] Sentences) SlotsOf(int count)
    {
        var slots = new LaneSlots();
        var sentences = Sentences(count);
        slots.Grow(8);
        slots.Seat(sentences);
        return (slots, sentences);
    }

    // None of them ever reaches its lane.
    private static LaneSlot[] Sentences(int count) => [.. Enumerable.Range(0, count).Select(_ => new LaneSlot(new RunningSentence(Jobs.Of(3)), null!))];
}
