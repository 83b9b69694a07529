namespace TranslationService.Evaluation.Tests;

public sealed class ScoreFormatTests
{
    [Theory]
    [InlineData(6.25, 1, "6.2")] // ties go to the even digit, as in Python
    [InlineData(18.75, 1, "18.8")]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.375, 2, "0.38")]
    [InlineData(2.675, 2, "2.67")] // no tie: 2.67499999999999982…
    [InlineData(1.005, 2, "1.00")]
    [InlineData(0.9125, 3, "0.912")] // 0.91249999…
    [InlineData(100, 2, "100.00")]
    public void Numbers_are_rounded_as_sacreBLEU_prints_them(double value, int decimals, string expected) =>
        Assert.Equal(expected, ScoreFormat.Fixed(value, decimals));
}
