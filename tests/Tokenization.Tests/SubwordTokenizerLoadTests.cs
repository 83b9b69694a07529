using TranslationService.Artifacts;

namespace TranslationService.Tokenization.Tests;

public sealed class SubwordTokenizerLoadTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_missing_file_is_named() => AssertRefused("cannot be read");

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("\u0012\u007f")]
    public void A_file_of_another_kind_is_refused(string content)
    {
        File.WriteAllText(_path, content);

        AssertRefused("is no SentencePiece model");
    }

    [Fact]
    public void A_truncated_model_is_refused()
    {
        File.WriteAllBytes(_path, File.ReadAllBytes(TestFiles.Model)[..^1]);

        AssertRefused("is no SentencePiece model");
    }

    [Fact]
    public void Another_number_of_pieces_is_refused()
    {
        var layout = TestFiles.Layout with { PieceCount = 441 };

        var error = Assert.Throws<ArtifactException>(() => SubwordTokenizer.Load(TestFiles.Model, layout));

        Assert.Contains("442 pieces, the vocabulary says 441", error.Message, StringComparison.Ordinal);
    }

    // Protobuf takes the last value of a field, so bytes behind a model change what it says.
    [Theory]
    [InlineData(new byte[] { 0x12, 2, 0x18, 2 }, "no Unigram model")]
    [InlineData(new byte[] { 0x12, 3, 0x98, 0x02, 1 }, "byte fallback")]
    [InlineData(new byte[] { 0x12, 3, 0xc0, 0x02, 0 }, "at ids 0, 0, 2, 3; they must be 0, 1, 2, 3")]
    [InlineData(new byte[] { 0x12, 12, 0xd8, 0x02, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 }, "at ids -1, 1, 2, 3")]
    [InlineData(new byte[] { 0x1a, 2, 0x20, 0 }, "white space")]
    [InlineData(new byte[] { 0x12, 3, 0xc0, 0x01, 1 }, "white space")]
    public void A_model_of_other_settings_is_refused(byte[] change, string expected)
    {
        File.WriteAllBytes(_path, [.. File.ReadAllBytes(TestFiles.Model), .. change]);

        AssertRefused(expected);
    }

    private void AssertRefused(string expected)
    {
        var error = Assert.Throws<ArtifactException>(() => SubwordTokenizer.Load(_path, TestFiles.Layout));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
