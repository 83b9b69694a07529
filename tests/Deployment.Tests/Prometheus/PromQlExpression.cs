using System.Text.RegularExpressions;

namespace TranslationService.Deployment.Tests.Prometheus;

/// <summary>Which metrics and labels a PromQL expression names.</summary>
internal sealed partial class PromQlExpression
{
    private static readonly string[] Keywords = ["and", "or", "unless", "bool", "offset", "inf", "nan"];

    private readonly string _expression;

    public PromQlExpression(string expression) => _expression = QuotedText().Replace(expression, "\"\"");

    /// <summary>The metrics' names.</summary>
    public IReadOnlySet<string> Metrics => Name()
        .Matches(Range().Replace(Grouping().Replace(Matchers().Replace(_expression, ""), ""), ""))
        .Select(match => match.Groups["name"].Value)
        .Where(name => !Keywords.Contains(name))
        .ToHashSet();

    /// <summary>The labels that selectors match and aggregations group by.</summary>
    public IReadOnlySet<string> Labels => Matchers().Matches(_expression).SelectMany(matchers => Matcher().Matches(matchers.Value))
        .Concat(Grouping().Matches(_expression).SelectMany(grouping => GroupingLabel().Matches(grouping.Groups["labels"].Value)))
        .Select(match => match.Groups["label"].Value)
        .ToHashSet();

    /// <summary>The jobs that selectors name.</summary>
    public static IEnumerable<string> Jobs(string expression) => Job().Matches(expression).Select(match => match.Groups["job"].Value);

    /// <summary>The expression as Prometheus gets it: Grafana's variables filled in.</summary>
    public static string WithoutGrafanaVariables(string expression) =>
        expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$instance", ".+", StringComparison.Ordinal);

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedText();

    [GeneratedRegex("job=\"(?<job>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Job();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Matchers();

    [GeneratedRegex(@"(?<label>\w+)\s*(=~|!~|!=|=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(?<label>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroupingLabel();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();

    // A name that is not called like a function and is no part of a number such as 1e3.
    [GeneratedRegex(@"(?<![\w.])(?<name>[a-zA-Z_:][\w:]*)\b(?!\s*\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
