using System.Globalization;
using System.Text.RegularExpressions;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>What <c>GET /metrics</c> said once, read as Prometheus reads it.</summary>
internal sealed partial class Scrape
{
    private readonly List<Sample> _samples;

    private Scrape(string text)
    {
        Text = text;
        _samples = [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Sample.Parse)];
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The names of all samples.</summary>
    public IEnumerable<string> Names => _samples.Select(sample => sample.Name).Distinct();

    /// <summary>Asks the service.</summary>
    public static async Task<Scrape> OfAsync(HttpClient client) => new(await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken));

    /// <summary>The sum of the samples of that name that have those labels.</summary>
    public double Value(string name, params (string Name, string Value)[] labels) => _samples
        .Where(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value))
        .Sum(sample => sample.Value);

    /// <summary>The values of a label over the samples of that name.</summary>
    public IEnumerable<string?> LabelValues(string name, string label) =>
        _samples.Where(sample => sample.Name == name).Select(sample => sample.Labels.GetValueOrDefault(label)).Distinct();

    private sealed partial record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        public static Sample Parse(string line)
        {
            var match = Line().Match(line);
            Assert.True(match.Success, $"not a sample: {line}");
            var labels = Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value);
            return new Sample(match.Groups["name"].Value, labels, ParseValue(match.Groups["value"].Value));
        }

        private static double ParseValue(string value) => value switch
        {
            "+Inf" => double.PositiveInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(value, CultureInfo.InvariantCulture),
        };

        [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>\S+)( \d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Line();

        [GeneratedRegex(@"(?<name>\w+)=""(?<value>([^""\\]|\\.)*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Label();
    }
}
