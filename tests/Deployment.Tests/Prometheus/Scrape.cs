using System.Text.RegularExpressions;

namespace TranslationService.Deployment.Tests.Prometheus;

/// <summary>What a service exports, read from Prometheus' text format.</summary>
internal sealed partial class Scrape
{
    private readonly ILookup<string, IReadOnlyDictionary<string, string>> _series;

    public Scrape(string text) => _series = text
        .Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => Series().Match(line))
        .ToLookup(
            match => match.Groups["name"].Value,
            IReadOnlyDictionary<string, string> (match) => Label()
                .Matches(match.Groups["labels"].Value)
                .ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value));

    public bool Has(string metric) => _series.Contains(metric);

    /// <summary>The labels that series of a metric have.</summary>
    public IEnumerable<string> LabelsOf(string metric) => _series[metric].SelectMany(labels => labels.Keys);

    /// <summary>The values that a label has in series of a metric.</summary>
    public IEnumerable<string> ValuesOf(string metric, string label) => _series[metric].Select(labels => labels.GetValueOrDefault(label, ""));

    [GeneratedRegex(@"^(?<name>[\w:]+)(\{(?<labels>.*)\})? ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Series();

    [GeneratedRegex("(?<name>\\w+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
