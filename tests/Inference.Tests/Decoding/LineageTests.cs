using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests.Decoding;

public sealed class LineageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(32)]
    public void Each_hypothesis_finds_the_history_of_the_one_it_continues_though_nothing_is_copied(int beam)
    {
        var random = new Random(beam);
        var rows = Enumerable.Range(100, beam).Reverse().ToArray();
        var lineage = new Lineage(rows, maxTargetTokens: 200);
        var cache = new char[200, 200]; // [row, position]
        var live = new List<string> { "" };
        for (var position = 0; position < 199; position++)
        {
            for (var i = 0; i < live.Count; i++)
            {
                cache[lineage.Cells(i)[position], position] = (char)random.Next(1, 0xd000);
            }

            live = [.. live.Select((_, i) => Read(cache, lineage.Cells(i)))];
            var origins = Enumerable.Range(0, random.Next(1, beam + 1)).Select(_ => random.Next(live.Count)).ToArray();
            lineage.Advance(origins);

            live = [.. origins.Select(origin => live[origin])];
            Assert.Equal(live, live.Select((_, i) => Read(cache, lineage.Cells(i)[..^1])));
        }
    }

    [Fact]
    public void No_two_hypotheses_write_the_same_cell()
    {
        var lineage = new Lineage([7, 8, 9], maxTargetTokens: 10);
        Assert.Equal([7], lineage.Cells(0).ToArray());

        lineage.Advance([0, 0, 0]);
        lineage.Advance([2, 2, 0]);

        Assert.Equal([7, 9, 7], lineage.Cells(0).ToArray());
        Assert.Equal([7, 9, 8], lineage.Cells(1).ToArray());
        Assert.Equal([7, 7, 9], lineage.Cells(2).ToArray());
    }

    private static string Read(char[,] cache, ReadOnlySpan<int> cells)
    {
        var text = new char[cells.Length];
        for (var position = 0; position < cells.Length; position++)
        {
            text[position] = cache[cells[position], position];
        }

        return new string(text);
    }
}
