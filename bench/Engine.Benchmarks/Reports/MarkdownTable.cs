using System.Text;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>A table that reads well in a terminal and in Markdown: cells are padded, numbers stand at the right.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <param name="cells">As many as there are headings.</param>
    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var widths = headings.Select((heading, column) => Math.Max(heading.Length, _rows.Select(row => row[column].Length).DefaultIfEmpty().Max())).ToArray();
        var isText = headings.Select((_, column) => _rows.Exists(row => row[column].Length > 0 && !IsNumber(row[column]))).ToArray();
        var text = new StringBuilder();
        Append(headings);
        text.AppendLine($"|{string.Join('|', widths.Select((width, column) => isText[column] ? new string('-', width + 2) : $"{new string('-', width + 1)}:"))}|");
        _rows.ForEach(Append);
        return text.ToString();

        void Append(string[] cells) =>
            text.AppendLine($"| {string.Join(" | ", cells.Select((cell, column) => isText[column] ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |");
    }

    private static bool IsNumber(string cell) => char.IsAsciiDigit(cell[0]) || cell is "–";
}
