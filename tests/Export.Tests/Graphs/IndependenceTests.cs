using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>What a sentence gets never depends on what stands beside it: bit for bit.</summary>
public sealed class IndependenceTests
{
    // Models of the width that is tested with, and of one at which kernels cut their work into blocks.
    private static readonly TransformerConfig Wide =
        TinyCheckpoint.Config() with { ModelDimension = 256, FeedForwardDimension = 1024, EncoderLayers = 1, DecoderLayers = 1 };

    public static TheoryData<ResidualScheme, Precision> Kinds => new MatrixTheoryData<ResidualScheme, Precision>(
        Enum.GetValues<ResidualScheme>(), [Precision.Fp32, Precision.Int8]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sentence_among_others_of_any_length_and_beam_is_as_when_alone(ResidualScheme scheme, Precision precision) =>
        AssertSameAlone(TinyCheckpoint.Config(scheme), precision, [.. Mixed(new Random(3))]);

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Int8)]
    public void The_same_holds_at_a_real_models_width(Precision precision) => AssertSameAlone(Wide, precision, [.. Mixed(new Random(7))]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Room_in_the_memory_changes_nothing(ResidualScheme scheme, Precision precision)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), precision, layout: GraphLayout.Ragged);
        using var runner = new RaggedRunner(tiny.Package);
        var sentence = Sentence(new Random(5), 6, beams: 2);

        AssertSame(runner.Logits([sentence], capacity: 6, spare: 0)[0], runner.Logits([sentence], capacity: 128, spare: 5)[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void In_padded_graphs_padding_changes_nothing(int beams)
    {
        using var tiny = TinyPackage.Create(layout: GraphLayout.Padded);
        using var runner = new PaddedRunner(tiny.Package);
        var random = new Random(4);
        foreach (var length in new[] { 2, 3, 7, 15, 16, 17, 31, 33, 50 })
        {
            var sentence = Sentence(random, length, beams);
            var alone = runner.Logits([sentence])[0];
            Assert.All(new[] { length + 1, 16, 32, 48, 64, 65, 100, 128 }.Where(p => p > length), padTo =>
                AssertSame(alone, runner.Logits([sentence], padTo)[0]));
        }
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN)]
    [InlineData(ResidualScheme.PreLN)]
    [InlineData(ResidualScheme.ResiDual)]
    public void In_padded_graphs_the_caches_capacity_changes_nothing(ResidualScheme scheme)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), layout: GraphLayout.Padded);
        using var runner = new PaddedRunner(tiny.Package);
        var sentence = Sentence(new Random(5), 6, beams: 2);

        Assert.All(new[] { 8, 16, 100 }, capacity =>
            AssertSame(runner.Logits([sentence], padTo: 0, capacity: 128)[0], runner.Logits([sentence], padTo: 0, capacity)[0]));
    }

    [Fact]
    public void In_padded_graphs_of_a_real_models_width_a_sentence_among_others_is_as_when_alone()
    {
        using var tiny = TinyPackage.Create(Wide, layout: GraphLayout.Padded);
        using var runner = new PaddedRunner(tiny.Package);
        var random = new Random(7);
        var sentences = new[] { 5, 40, 3, 17, 90, 24, 64 }.Select(length => Sentence(random, length, beams: 1, steps: 3)).ToList();

        var together = runner.Logits(sentences);

        Assert.All(sentences.Zip(together), pair => AssertSame(runner.Logits([pair.First])[0], pair.Second));
    }

    internal static ForcedSentence Sentence(Random random, int length, int beams, int steps = 6)
    {
        int Id() => random.Next(4, 440);
        int[] source = [698, .. Enumerable.Range(0, length).Select(_ => Id()), 3];
        return new(source[^length..], [.. Enumerable.Range(0, beams).Select(_ => (int[])[2, .. Enumerable.Range(0, steps - 1).Select(_ => Id())])]);
    }

    private static IEnumerable<ForcedSentence> Mixed(Random random) => new[] { (5, 3), (40, 1), (1, 5), (17, 2), (90, 1), (24, 4), (64, 1), (16, 1), (1, 1) }
        .Select(kind => Sentence(random, length: kind.Item1, beams: kind.Item2, steps: 1 + random.Next(5)));

    private static void AssertSameAlone(TransformerConfig config, Precision precision, IReadOnlyList<ForcedSentence> sentences)
    {
        using var tiny = TinyPackage.Create(config, precision, layout: GraphLayout.Ragged);
        using var runner = new RaggedRunner(tiny.Package);

        var together = runner.Logits(sentences);

        Assert.All(sentences.Zip(together), pair => AssertSame(runner.Logits([pair.First])[0], pair.Second));
    }

    private static void AssertSame(float[][][] expected, float[][][] actual) =>
        Assert.Equal(
            expected.SelectMany(beam => beam.SelectMany(step => step)).Select(BitConverter.SingleToUInt32Bits),
            actual.SelectMany(beam => beam.SelectMany(step => step)).Select(BitConverter.SingleToUInt32Bits));
}
