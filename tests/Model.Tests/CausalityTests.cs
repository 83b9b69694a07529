using TorchSharp;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Tests;

public sealed class CausalityTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void Later_target_tokens_never_change_earlier_logits(ResidualScheme scheme)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var model = TestModel.Create(TestModel.Config(scheme));
        var source = TestModel.Padded([5, 9, 28, 3]);
        int[] target = [2, 17, 8, 11, 20, 6];
        var before = TestModel.Rows(model.forward(source, TestModel.Padded(target)), 0, target.Length);

        for (var changed = 1; changed < target.Length; changed++)
        {
            int[] other = [.. target[..changed], .. target[changed..].Select(id => id + 1)];
            var after = TestModel.Rows(model.forward(source, TestModel.Padded(other)), 0, target.Length);

            Assert.All(Enumerable.Range(0, changed), i => Assert.Equal(before[i], after[i])); // bit for bit
            Assert.NotEqual(before[changed], after[changed]);
        }
    }

    [Fact]
    public void Every_source_token_is_seen_from_every_target_position()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var model = TestModel.Create(TestModel.Config(ResidualScheme.ResiDual));
        int[] source = [5, 9, 28, 3];
        var target = TestModel.Padded([2, 17, 8]);
        var before = TestModel.Rows(model.forward(TestModel.Padded(source), target), 0, 3);

        for (var changed = 0; changed < source.Length; changed++)
        {
            int[] other = [.. source.Select((id, i) => i == changed ? id + 10 - (id > 18 ? 20 : 0) : id)];
            var after = TestModel.Rows(model.forward(TestModel.Padded(other), target), 0, 3);

            Assert.All(before.Zip(after), rows => Assert.NotEqual(rows.First, rows.Second));
        }
    }

    [Fact]
    public void A_sequence_longer_than_the_positions_is_refused()
    {
        using var scope = NewDisposeScope();
        var config = TestModel.Config(ResidualScheme.ResiDual);
        var model = TestModel.Create(config);
        var tooLong = TestModel.Padded(TestModel.Ids(config.MaxPositions + 1, config, new Random(1)));

        Assert.Contains("maxPositions", Assert.Throws<ArgumentException>(() => model.forward(tooLong, TestModel.Padded([2]))).Message, StringComparison.Ordinal);
    }
}
