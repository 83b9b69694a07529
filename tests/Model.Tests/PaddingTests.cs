using TorchSharp;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

public sealed class PaddingTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void A_sentence_gives_the_same_alone_and_padded_among_longer_ones(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var config = TestModel.Config(scheme);
        var model = TestModel.Create(config);
        var random = new Random(3);
        int[][] sources = [.. new[] { 2, 24, 9, 1 }.Select(length => TestModel.Ids(length, config, random))];
        int[][] targets = [.. new[] { 3, 11, 24, 1 }.Select(length => TestModel.Ids(length, config, random))];

        var together = model.forward(TestModel.Padded(sources), TestModel.Padded(targets));

        for (var i = 0; i < sources.Length; i++)
        {
            var alone = TestModel.Rows(model.forward(TestModel.Padded(sources[i]), TestModel.Padded(targets[i])), 0, targets[i].Length);
            var among = TestModel.Rows(together, i, targets[i].Length);
            Assert.All(alone.Zip(among), rows => Assert.All(rows.First.Zip(rows.Second), pair => Assert.Equal(pair.First, pair.Second, 1e-5f)));
        }
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void What_the_other_sentences_of_a_batch_say_changes_no_bit(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var model = TestModel.Create(TestModel.Config(scheme));
        int[] source = [5, 9, 3];
        int[] target = [2, 17, 8];

        var one = model.forward(TestModel.Padded(source, [4, 4, 4, 4, 4, 4, 4]), TestModel.Padded(target, [2, 2, 2, 2, 2]));
        var other = model.forward(TestModel.Padded(source, [21, 13, 28, 6, 1, 19, 3]), TestModel.Padded(target, [2, 25, 13, 5, 9]));

        Assert.All(TestModel.Rows(one, 0, 3).Zip(TestModel.Rows(other, 0, 3)), rows => Assert.Equal(rows.First, rows.Second));
        Assert.NotEqual(TestModel.Rows(one, 1, 5)[4], TestModel.Rows(other, 1, 5)[4]);
    }

    [Fact]
    public void The_mask_is_true_where_a_token_stands()
    {
        using var scope = NewDisposeScope();

        var mask = Transformer.MaskOf(TestModel.Padded([5, 3], [1, 2, 3]));

        Assert.Equal([true, true, false, true, true, true], mask.data<bool>().ToArray());
    }
}
