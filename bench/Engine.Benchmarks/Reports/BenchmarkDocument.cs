using TranslationService.Artifacts;
using TranslationService.Engine.Benchmarks.Models;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>
/// docs/benchmarks.md: what stands between <c>&lt;!-- PART --&gt;</c> and <c>&lt;!-- /PART --&gt;</c> is written from result files, which the document names,
/// so that no figure is copied by hand and a test can hold the document to its files.
/// </summary>
internal static class BenchmarkDocument
{
    private static string Path => Checkout.PathTo("docs", "benchmarks.md");

    /// <summary>Writes the tables anew.</summary>
    /// <param name="results">A result file; null: only what was before.</param>
    /// <param name="before">Another, for the profile of what was before; null: none.</param>
    public static void Write(string? results, string? before) => File.WriteAllText(Path, Fill(File.ReadAllText(Path), results, before));

    /// <summary>The document with its tables from these files; those of a file that is null stay as they are.</summary>
    internal static string Fill(string document, string? results, string? before)
    {
        document = results is null ? document : FillParts(document, results);
        return before is null ? document : Replace(document, "profile-before", ReportTables.Of(ArtifactJson.Read<BenchmarkReport>(before), "profile"));
    }

    private static string FillParts(string document, string results)
    {
        var report = ArtifactJson.Read<BenchmarkReport>(results);
        var link = $"[bench/results/{System.IO.Path.GetFileName(results)}](../bench/results/{System.IO.Path.GetFileName(results)})";
        document = Replace(document, "machine", $"{ReportTables.Of(report.Machine)}All figures: {link}.\n");
        foreach (var part in new[] { "offline", "shipped", "online", "http", "profile", "peer" })
        {
            document = Replace(document, part, ReportTables.Of(report, part));
        }

        return document;
    }

    private static string Replace(string document, string part, string content)
    {
        var (begin, end) = ($"<!-- {part} -->\n", $"<!-- /{part} -->");
        var (from, to) = (document.IndexOf(begin, StringComparison.Ordinal), document.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new BenchmarkException($"docs/benchmarks.md has no place for {part}: {begin.Trim()} … {end}");
        }

        return $"{document[..(from + begin.Length)]}\n{(content.Length == 0 ? "Not measured.\n" : content)}\n{document[to..]}";
    }
}
