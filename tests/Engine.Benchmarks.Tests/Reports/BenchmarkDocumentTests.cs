using System.Text.RegularExpressions;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Reports;

namespace TranslationService.Engine.Benchmarks.Tests.Reports;

public sealed partial class BenchmarkDocumentTests
{
    [Fact]
    public void The_document_shows_what_its_result_files_hold()
    {
        var document = File.ReadAllText(Checkout.PathTo("docs", "benchmarks.md"));
        var files = ResultFile().Matches(document).Select(match => Checkout.PathTo("bench", "results", match.Groups["name"].Value)).Distinct().ToList();

        var before = files.SingleOrDefault(file => file.Contains("-before", StringComparison.Ordinal));
        var filled = BenchmarkDocument.Fill(document, files.SingleOrDefault(file => file != before), before);

        Assert.Equal(filled, document);
    }

    [GeneratedRegex(@"\(\.\./bench/results/(?<name>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResultFile();
}
