using TranslationService.Inference.Sessions.Device;

namespace TranslationService.Inference.Tests.Sessions.Device;

public sealed class RowAssignmentTests
{
    [Fact]
    public void Each_hypothesis_finds_the_history_of_the_one_it_continues()
    {
        var random = new Random(1);
        foreach (var beam in new[] { 1, 2, 5, 32 })
        {
            var assignment = new RowAssignment(beam);
            var live = new List<string> { "" };

            // [row][token] what the caches would hold.
            var caches = Enumerable.Range(0, beam).Select(_ => new List<char>()).ToArray();
            for (var step = 0; step < 200; step++)
            {
                // Every row takes a step, also those that no live hypothesis stands in.
                foreach (var cache in caches)
                {
                    cache.Add((char)random.Next(1, 0xd000));
                }

                live = [.. live.Select((ids, i) => ids + caches[assignment.Rows[i]][^1])];
                var origins = Enumerable.Range(0, random.Next(1, beam + 1)).Select(_ => random.Next(live.Count)).ToArray();
                assignment.Advance(origins);
                foreach (var copy in assignment.Copies)
                {
                    for (var token = copy.FirstToken; token <= step; token++)
                    {
                        caches[copy.To][token] = caches[copy.From][token];
                    }
                }

                live = [.. origins.Select(origin => live[origin])];
                Assert.Equal(live, Enumerable.Range(0, live.Count).Select(i => string.Concat(caches[assignment.Rows[i]])));
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

    [Fact]
    public void Only_tokens_in_which_two_rows_differ_are_copied()
    {
        var assignment = new RowAssignment(2);
        assignment.Advance([0, 0]);
        assignment.Advance([0, 1]);
        assignment.Advance([1, 1]);

        Assert.Equal([new RowCopy(1, 0, 1)], assignment.Copies.ToArray());
    }
}
