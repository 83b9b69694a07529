using System.Text;
using TranslationService.Cli.Files;

namespace TranslationService.Cli.Tests.Files;

public sealed class LineReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("\n", new[] { "" })]
    [InlineData("a\n\n\nb", new[] { "a", "", "", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\rb\u2028c\u0085d\n", new[] { "a\rb\u2028c\u0085d" })] // only \n ends a line
    [InlineData("\uFEFFa\n\uFEFFb", new[] { "a", "\uFEFFb" })] // a mark at the beginning is no text
    public void Lines_end_at_line_feeds(string text, string[] lines) => Assert.Equal(lines, LinesOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Lines_longer_than_the_buffer_and_characters_across_its_end_come_whole()
    {
        string[] lines = [new('ä', 40_001), "", string.Concat(Enumerable.Repeat("😀x", 20_000)), "end"];

        Assert.Equal(lines, LinesOf(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        var error = Assert.Throws<CommandException>(() => LinesOf([(byte)'a', (byte)'\n', 0xE4, (byte)'\n']));

        Assert.Contains("text is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_is_read_as_its_content()
    {
        Assert.Equal(["one", "zwei ä"], TextFile.ReadLines(_folder.WriteCompressed("text.gz", "one\nzwei ä\n")));
    }

    [Fact]
    public void A_file_that_only_seems_compressed_is_refused()
    {
        var error = Assert.Throws<CommandException>(() => TextFile.ReadLines(_folder.Write("text.gz", "plain")));

        Assert.Contains("damaged gzip", error.Message, StringComparison.Ordinal);
    }

    private static string[] LinesOf(byte[] bytes)
    {
        using var reader = new LineReader("text", new MemoryStream(bytes));
        return [.. reader.Lines()];
    }
}
