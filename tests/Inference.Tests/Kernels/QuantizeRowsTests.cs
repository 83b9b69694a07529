using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class QuantizeRowsTests
{
    [Theory]
    [InlineData(1, 1, 128, 127)]
    [InlineData(3, 16, 128, 127)]
    [InlineData(5, 32, 64, 63)]
    [InlineData(4, 48, 0, 255)]
    [InlineData(7, 37, 128, 127)]
    [InlineData(9, 1024, 127, 126)]
    public void Bytes_and_scales_are_those_of_the_definition(int rows, int width, int zeroPoint, int limit)
    {
        var x = new Random(rows + width).Floats(rows * width);
        var (bytes, scales) = Run(x, rows, width, zeroPoint, limit);
        for (var row = 0; row < rows; row++)
        {
            var part = x.AsSpan(row * width, width);
            var largest = 0f;
            foreach (var number in part)
            {
                largest = Math.Max(largest, Math.Abs(number));
            }

            Assert.Equal(largest / limit, scales[row]);
            for (var i = 0; i < width; i++)
            {
                // Cut at 0: behind a ReLU nothing is negative, here something is.
                var expected = Math.Max(0, Math.Round((double)part[i] * limit / largest, MidpointRounding.ToEven) + zeroPoint);
                Assert.InRange(bytes[(row * width) + i] - expected, -1, 1);
                Assert.InRange(Math.Abs(((bytes[(row * width) + i] - zeroPoint) * scales[row]) - Math.Max(part[i], -zeroPoint * scales[row])), 0, scales[row] * 0.501);
            }
        }
    }

    [Fact]
    public void A_row_of_zeros_gives_zero_points_and_scale_0()
    {
        var (bytes, scales) = Run(new float[40], 2, 20, 128, 127);
        Assert.All(bytes, value => Assert.Equal(128, value));
        Assert.All(scales, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(float.NaN, 3)]
    [InlineData(float.NaN, 33)]
    [InlineData(float.PositiveInfinity, 3)]
    [InlineData(float.NegativeInfinity, 33)]
    public void What_is_not_finite_shows_in_the_scale_of_its_row_alone(float number, int place)
    {
        var x = new Random(1).Floats(3 * 37);
        x[37 + place] = number;
        var (_, scales) = Run(x, 3, 37, 128, 127);
        Assert.True(float.IsFinite(scales[0]) && float.IsFinite(scales[2]));
        Assert.False(float.IsFinite(scales[1]));
    }

    [Fact]
    public void Numbers_too_small_to_be_scaled_count_as_zeros()
    {
        var (bytes, scales) = Run([1e-40f, 0, -1e-40f], 1, 3, 128, 127);
        Assert.Equal([128, 128, 128], bytes);
        Assert.Equal(0, scales[0]);
    }

    [Fact]
    public void No_rows_give_no_rows() => Assert.Empty(Run([], 0, 32, 128, 127).Bytes);

    [Fact]
    public void A_row_is_the_same_alone_and_among_others()
    {
        var x = new Random(5).Floats(6 * 50);
        var (bytes, scales) = Run(x, 6, 50, 128, 127);
        var (alone, scale) = Run(x[200..250], 1, 50, 128, 127);
        Assert.Equal(bytes[200..250], alone);
        Assert.Equal(scales[4], scale[0]);
    }

    private static (byte[] Bytes, float[] Scales) Run(float[] x, int rows, int width, int zeroPoint, int limit)
    {
        var outputs = OneOperator.Run(
            RaggedOperators.QuantizeRows,
            [TestTensor.Of(x, rows, width)],
            [2, 1],
            (RaggedOperators.ZeroPoint, zeroPoint),
            (RaggedOperators.Limit, limit));
        return ((byte[])outputs[0], (float[])outputs[1]);
    }
}
