using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests.Decoding;

public sealed class RowAssignmentTests
{
    [Fact]
    public void Each_hypothesis_finds_the_history_of_the_one_it_continues()
    {
        var random = new Random(1);
        foreach (var beam in new[] { 1, 2, 5, 32 })
        {
            var assignment = new RowAssignment(beam);
            var rows = new string[beam];
            var live = new List<string> { "" };
            rows[0] = "";
            for (var step = 0; step < 200; step++)
            {
                var origins = Enumerable.Range(0, random.Next(1, beam + 1)).Select(_ => random.Next(live.Count)).ToArray();
                assignment.Advance(origins);
                foreach (var copy in assignment.Copies)
                {
                    rows[copy.To] = rows[copy.From];
                }

                for (var i = 0; i < origins.Length; i++)
                {
                    Assert.Equal(live[origins[i]], rows[assignment.Rows[i]]);
                    rows[assignment.Rows[i]] += (char)('a' + random.Next(26));
                }

                live = [.. Enumerable.Range(0, origins.Length).Select(i => rows[assignment.Rows[i]])];
            }
        }
    }

    [Fact]
    public void A_new_order_alone_copies_nothing()
    {
        var assignment = new RowAssignment(4);
        assignment.Advance([0, 0, 0, 0]);
        assignment.Advance([3, 2, 0, 1]);

        Assert.Equal(0, assignment.Copies.Length);
    }
}
