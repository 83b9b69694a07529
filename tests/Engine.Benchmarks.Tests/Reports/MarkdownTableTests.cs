using TranslationService.Engine.Benchmarks.Reports;

namespace TranslationService.Engine.Benchmarks.Tests.Reports;

public sealed class MarkdownTableTests
{
    [Fact]
    public void Text_stands_at_the_left_and_numbers_at_the_right_and_all_cells_of_a_column_are_equally_wide()
    {
        var table = new MarkdownTable("model", "tokens/s", "share");
        table.Add("S", "12,345", "–");
        table.Add("shipped", "6", "97%");

        var expected =
            """
            | model   | tokens/s | share |
            |---------|---------:|------:|
            | S       |   12,345 |     – |
            | shipped |        6 |   97% |

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), table.ToString());
    }
}
