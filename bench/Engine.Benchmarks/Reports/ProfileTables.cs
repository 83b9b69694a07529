using System.Globalization;
using System.Text;
using TranslationService.Engine.Benchmarks.Profiling;

namespace TranslationService.Engine.Benchmarks.Reports;

/// <summary>Where a graph's time goes: a table a graph and model, a column a batch.</summary>
internal static class ProfileTables
{
    // The rest is one line.
    private const double LeastShare = 0.01;

    public static string Of(ProfileReport report)
    {
        var text = new StringBuilder(ReportTables.Of(report.Conditions));
        foreach (var graphs in report.Graphs.GroupBy(graph => (graph.Graph, graph.Model, graph.Precision, graph.Layout)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"**{graphs.Key.Model} {graphs.Key.Precision}, {graphs.Key.Graph}**, layout {graphs.Key.Layout}, µs a run:")
                .AppendLine()
                .AppendLine(TableOf([.. graphs]).ToString());
        }

        var allocations = new MarkdownTable("batch", "beam", "managed bytes a step");
        foreach (var step in report.Steps)
        {
            allocations.Add($"{step.BatchSize}", $"{step.BeamSize}", $"{step.BytesAStep:N0}");
        }

        return text.AppendLine("What a step of the whole engine allocates (S Int8):").AppendLine().Append(allocations).ToString();
    }

    private static MarkdownTable TableOf(IReadOnlyList<GraphProfile> batches)
    {
        var rows = batches[0].Graph == "encoder" ? "tokens" : "rows";
        var table = new MarkdownTable(["operator", "nodes", .. batches.SelectMany(batch => new[] { $"{batch.Rows} {rows}", "share" })]);
        var totals = batches.Select(batch => batch.Operators.Sum(cost => cost.Microseconds)).ToArray();
        var names = batches.SelectMany(batch => batch.Operators).Select(cost => cost.Operator).Distinct().ToList();
        var shown = names.Where(name => batches.Index().Any(batch => CostOf(batch.Item, name) >= LeastShare * totals[batch.Index])).ToList();
        foreach (var name in shown.OrderByDescending(name => CostOf(batches[^1], name)))
        {
            table.Add([name, $"{batches[^1].Operators.FirstOrDefault(cost => cost.Operator == name)?.Nodes ?? 0:F0}", .. Cells(batch => CostOf(batch, name))]);
        }

        table.Add(["others", "–", .. Cells(batch => names.Except(shown).Sum(name => CostOf(batch, name)))]);
        table.Add(["all kernels", "–", .. Cells(batch => batch.Operators.Sum(cost => cost.Microseconds))]);
        table.Add(["without the profiler", "–", .. batches.SelectMany(batch => new[] { $"{batch.RunMicroseconds:N0}", "" })]);
        return table;

        IEnumerable<string> Cells(Func<GraphProfile, double> cost) =>
            batches.SelectMany((batch, i) => new[] { $"{cost(batch):N0}", $"{100 * cost(batch) / totals[i]:F0}%" });
    }

    private static double CostOf(GraphProfile graph, string name) => graph.Operators.FirstOrDefault(cost => cost.Operator == name)?.Microseconds ?? 0;
}
