using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;

namespace TranslationService.Export.Tests.Packages;

public sealed class PackageOptionsTests
{
    [Theory]
    [InlineData(Precision.Fp32, null, GraphLayout.Ragged)]
    [InlineData(Precision.Int8, null, GraphLayout.Ragged)]
    [InlineData(Precision.Fp16, null, GraphLayout.Padded)]
    [InlineData(Precision.Fp32, GraphLayout.Padded, GraphLayout.Padded)]
    [InlineData(Precision.Int8, GraphLayout.Ragged, GraphLayout.Ragged)]
    public void Each_precision_has_its_own_layout_and_fp32_has_both(Precision precision, GraphLayout? asked, GraphLayout expected) =>
        Assert.Equal(expected, new PackageOptions { Precision = precision, Layout = asked, Version = "1" }.ChooseLayout());

    [Theory]
    [InlineData(Precision.Fp16, GraphLayout.Ragged, "fp16 has padded graphs only")]
    [InlineData(Precision.Int8, GraphLayout.Padded, "int8 has ragged graphs only")]
    public void A_layout_that_a_precision_lacks_is_refused(Precision precision, GraphLayout asked, string message)
    {
        var error = Assert.Throws<ArtifactException>(() => new PackageOptions { Precision = precision, Layout = asked, Version = "1" }.ChooseLayout());

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
