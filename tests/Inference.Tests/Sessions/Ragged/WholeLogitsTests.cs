using TranslationService.Inference.Sessions.Ragged;

namespace TranslationService.Inference.Tests.Sessions.Ragged;

public sealed class WholeLogitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(700)]
    public void Each_number_is_multiplied_by_its_column(int vocabulary)
    {
        var random = new Random(vocabulary);
        var numbers = Enumerable.Range(0, vocabulary).Select(_ => random.Next(-4_000_000, 4_000_000)).ToArray();
        var columns = Enumerable.Range(0, vocabulary).Select(_ => random.NextSingle()).ToArray();
        var expected = numbers.Zip(columns, (number, column) => number * column).ToArray();

        Assert.Equal(expected, WholeLogits.Scale(numbers, columns).ToArray());
    }
}
