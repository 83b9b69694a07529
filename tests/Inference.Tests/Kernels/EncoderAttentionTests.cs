using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class EncoderAttentionTests
{
    [Theory]
    [InlineData(32, 4, false)]
    [InlineData(256, 4, true)]
    [InlineData(30, 3, true)]
    [InlineData(96, 2, false)]
    [InlineData(80, 1, true)]
    public void Every_token_attends_to_its_own_sentence(int width, int heads, bool scaled)
    {
        int[] starts = [0, 1, 1, 18, 34, 100];
        var random = new Random(width);
        var (product, bias) = (random.Floats(100 * 3 * width), random.Floats(3 * width));
        var scale = scaled ? random.Floats(100) : null;
        var context = Run(product, scale, bias, starts, heads);
        for (var sentence = 0; sentence < starts.Length - 1; sentence++)
        {
            var tokens = Enumerable.Range(starts[sentence], starts[sentence + 1] - starts[sentence]).ToArray();
            var keys = tokens.Select(token => PlainAttention.Linear(product, scale, bias, token, width..(2 * width))).ToArray();
            var values = tokens.Select(token => PlainAttention.Linear(product, scale, bias, token, (2 * width)..)).ToArray();
            foreach (var token in tokens)
            {
                var expected = PlainAttention.Attend(PlainAttention.Linear(product, scale, bias, token, ..width), keys, values, heads);
                PlainAttention.AssertClose(expected, context.AsSpan(token * width, width));
            }
        }
    }

    [Theory]
    [InlineData(256, 4)]
    [InlineData(30, 3)]
    public void A_sentence_has_the_same_bits_alone_and_among_others(int width, int heads)
    {
        var random = new Random(1);
        var (product, scale, bias) = (random.Floats(90 * 3 * width), random.Floats(90), random.Floats(3 * width));
        int[] starts = [0, 5, 38, 90];
        var all = Run(product, scale, bias, starts, heads);
        for (var sentence = 0; sentence < 3; sentence++)
        {
            var (start, end) = (starts[sentence], starts[sentence + 1]);
            var alone = Run(product[(start * 3 * width)..(end * 3 * width)], scale[start..end], bias, [0, end - start], heads);
            Assert.Equal(all[(start * width)..(end * width)], alone);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 3, 2, 4 }, "sentence 1 ends at 2, before its start 3")]
    [InlineData(new[] { 0, 5 }, "must start at 0 and end at 4")]
    [InlineData(new[] { 1, 4 }, "must start at 0 and end at 4")]
    [InlineData(new int[0], "must start at 0 and end at 4")]
    public void Starts_that_are_no_division_of_the_tokens_are_refused(int[] starts, string sentence)
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => Run(new float[4 * 96], null, new float[96], starts, 4));
        Assert.Contains(sentence, error.Message);
    }

    [Fact]
    public void No_sentences_give_nothing() => Assert.Empty(Run([], null, new float[96], [0], 4));

    private static float[] Run(float[] product, float[]? scale, float[] bias, int[] starts, int heads)
    {
        var tokens = product.Length / bias.Length;
        return (float[])OneOperator.Run(
            RaggedOperators.EncoderAttention,
            [
                TestTensor.Of(product, tokens, bias.Length), scale is null ? null : TestTensor.Of(scale, tokens), TestTensor.Of(bias, bias.Length),
                TestTensor.Of(starts, starts.Length),
            ],
            [1],
            (RaggedOperators.Heads, heads))[0];
    }
}
