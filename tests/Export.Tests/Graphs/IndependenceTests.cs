using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>What a sentence gets never depends on what stands beside it: bit for bit.</summary>
public sealed class IndependenceTests
{
    public static TheoryData<ResidualScheme, Precision> Kinds => new MatrixTheoryData<ResidualScheme, Precision>(
        Enum.GetValues<ResidualScheme>(), [Precision.Fp32, Precision.Int8]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sentence_among_others_of_its_length_is_as_when_alone(ResidualScheme scheme, Precision precision)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), precision);
        using var runner = new PackageRunner(tiny.Package);
        var random = new Random(3);
        var sentences = Enumerable.Range(0, 9).Select(_ => Sentence(random, 11, beams: 3)).ToList();

        var together = runner.Logits(sentences);

        Assert.All(sentences.Zip(together), pair => AssertSame(runner.Logits([pair.First])[0], pair.Second));
    }

    [Theory]
    [InlineData(Precision.Fp32, 1)]
    [InlineData(Precision.Fp32, 2)]
    [InlineData(Precision.Int8, 1)]
    [InlineData(Precision.Int8, 2)]
    public void Padding_changes_nothing(Precision precision, int beams)
    {
        using var tiny = TinyPackage.Create(precision: precision);
        using var runner = new PackageRunner(tiny.Package);
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
    [MemberData(nameof(Kinds))]
    public void The_caches_capacity_changes_nothing(ResidualScheme scheme, Precision precision)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), precision);
        using var runner = new PackageRunner(tiny.Package);
        var sentence = Sentence(new Random(5), 6, beams: 2);

        Assert.All(new[] { 8, 16, 100 }, capacity =>
            AssertSame(runner.Logits([sentence], capacity: 128)[0], runner.Logits([sentence], capacity: capacity)[0]));
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Int8)]
    public void The_same_holds_at_a_real_models_width_where_kernels_cut_their_work_into_blocks(Precision precision)
    {
        var config = TinyCheckpoint.Config() with { ModelDimension = 256, FeedForwardDimension = 1024, EncoderLayers = 1, DecoderLayers = 1 };
        using var tiny = TinyPackage.Create(config, precision);
        using var runner = new PackageRunner(tiny.Package);
        var random = new Random(7);
        var sentences = new[] { 5, 40, 3, 17, 90, 24, 64 }.Select(length => Sentence(random, length, beams: 1, steps: 3)).ToList();

        var together = runner.Logits(sentences);

        Assert.All(sentences.Zip(together), pair => AssertSame(runner.Logits([pair.First])[0], pair.Second));
    }

    internal static PackageRunner.Sentence Sentence(Random random, int length, int beams, int steps = 6)
    {
        int Id() => random.Next(4, 440);
        int[] source = [698, .. Enumerable.Range(0, length).Select(_ => Id()), 3];
        return new(source[^length..], [.. Enumerable.Range(0, beams).Select(_ => (int[])[2, .. Enumerable.Range(0, steps - 1).Select(_ => Id())])]);
    }

    private static void AssertSame(float[][][] expected, float[][][] actual) =>
        Assert.Equal(
            expected.SelectMany(beam => beam.SelectMany(step => step)).Select(BitConverter.SingleToUInt32Bits),
            actual.SelectMany(beam => beam.SelectMany(step => step)).Select(BitConverter.SingleToUInt32Bits));
}
