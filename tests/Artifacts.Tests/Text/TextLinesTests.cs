using System.IO.Compression;
using System.Text;
using TranslationService.Artifacts.Text;

namespace TranslationService.Artifacts.Tests.Text;

public sealed class TextLinesTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("one", new[] { "one" })]
    [InlineData("one\ntwo\n", new[] { "one", "two" })]
    [InlineData("one\r\n\r\ntwo\r\n", new[] { "one", "", "two" })]
    [InlineData("\n", new[] { "" })]
    [InlineData("\ufeffmark", new[] { "mark" })]
    public void Lines_end_at_line_feeds(string text, string[] expected)
    {
        File.WriteAllText(_path, text);

        Assert.Equal(expected, TextLines.Read(_path));
    }

    [Fact]
    public void Other_separators_stay_in_their_line_so_that_parallel_files_remain_aligned()
    {
        File.WriteAllText(_path, "a\rb\u2028c\u0085d\ve\nf");

        Assert.Equal(["a\rb\u2028c\u0085d\ve", "f"], TextLines.Read(_path));
    }

    [Fact]
    public void A_gzip_reads_as_its_text_whatever_its_name()
    {
        string[] lines = [.. Enumerable.Range(0, 50_000).Select(i => $"Zeile {i} für 漢字")];
        using (var gzip = new GZipStream(File.Create(_path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }

        Assert.Equal(lines, TextLines.Read(_path));
    }

    [Fact]
    public void A_broken_gzip_is_refused_by_name()
    {
        File.WriteAllBytes(_path, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff]);

        AssertRefused("cannot be read");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_truncated_gzip_is_refused_rather_than_read_as_a_shorter_text(double kept)
    {
        using (var gzip = new GZipStream(File.Create(_path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 50_000).Select(i => $"Zeile {i * 7919 % 10_007}"))));
        }

        var whole = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, whole[..(int)(whole.Length * kept)]);

        AssertRefused("cannot be read");
    }

    [Fact]
    public void A_missing_file_and_text_of_another_encoding_are_refused_by_name()
    {
        AssertRefused("cannot be read");
        File.WriteAllBytes(_path, [(byte)'a', 0xe4, (byte)'b', (byte)'\n']);
        AssertRefused("is not UTF-8");
    }

    private void AssertRefused(string expected)
    {
        var error = Assert.Throws<ArtifactException>(() => TextLines.Read(_path).ToList());

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
