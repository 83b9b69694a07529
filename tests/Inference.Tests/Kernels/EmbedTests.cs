using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class EmbedTests
{
    private const int Vocabulary = 9;
    private const int Positions = 5;
    private const float Factor = 3f;
    private static readonly long[] Ids = [8, 0, 3, 3];
    private static readonly long[] Places = [0, 4, 1, 2];

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(50)]
    [InlineData(256)]
    public void A_row_is_its_tokens_embedding_times_the_factor_and_its_position(int width)
    {
        var random = new Random(width);
        var (table, positions) = (random.Floats(Vocabulary * width), random.Floats(Positions * width));

        var embedded = Run(TestTensor.Of(table, Vocabulary, width), positions, null, Ids, Places);

        var expected = Ids.Zip(Places).SelectMany(row => Enumerable.Range(0, width).Select(i =>
            (table[(row.First * width) + i] * Factor) + positions[(row.Second * width) + i]));
        Assert.Equal(expected, embedded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(50)]
    [InlineData(256)]
    public void Bytes_have_a_scale_a_token(int width)
    {
        var random = new Random(width);
        var (positions, scales) = (random.Floats(Positions * width), random.Floats(Vocabulary));
        var table = Enumerable.Range(0, Vocabulary * width).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();

        var embedded = Run(TestTensor.Of(table, Vocabulary, width), positions, scales, Ids, Places);

        var expected = Ids.Zip(Places).SelectMany(row => Enumerable.Range(0, width).Select(i =>
            (table[(row.First * width) + i] * (scales[row.First] * Factor)) + positions[(row.Second * width) + i]));
        Assert.Equal(expected, embedded);
    }

    [Theory]
    [InlineData(9, 0, "token 9 is outside 0 … 8")]
    [InlineData(-1, 0, "token -1 is outside 0 … 8")]
    [InlineData(0, 5, "position 5 is outside 0 … 4")]
    [InlineData(0, -1, "position -1 is outside 0 … 4")]
    public void A_token_or_position_that_is_not_there_is_refused(long id, long position, string message)
    {
        var table = TestTensor.Of(new float[Vocabulary * 4], Vocabulary, 4);

        var error = Assert.Throws<OnnxRuntimeException>(() => Run(table, new float[Positions * 4], null, [id], [position]));

        Assert.Contains($"Embed: {message}", error.Message);
    }

    [Fact]
    public void Bytes_without_scales_are_refused()
    {
        var table = TestTensor.Of(new sbyte[Vocabulary * 4], Vocabulary, 4);

        var error = Assert.Throws<OnnxRuntimeException>(() => Run(table, new float[Positions * 4], null, Ids, Places));

        Assert.Contains("Embed: the input table must be of signed bytes where it has scales", error.Message);
    }

    [Fact]
    public void No_rows_give_no_rows() => Assert.Empty(Run(TestTensor.Of(new float[Vocabulary * 4], Vocabulary, 4), new float[Positions * 4], null, [], []));

    private static float[] Run(TestTensor table, float[] positions, float[]? scales, long[] ids, long[] places) => (float[])OneOperator.Run(
        RaggedOperators.Embed,
        [
            TestTensor.Of(ids, ids.Length), TestTensor.Of(places, places.Length), table, TestTensor.Of(positions, Positions, positions.Length / Positions),
            scales is null ? null : TestTensor.Of(scales, Vocabulary),
        ],
        [1],
        (RaggedOperators.Factor, Factor))[0];
}
