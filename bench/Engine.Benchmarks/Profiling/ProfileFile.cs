using System.Text.Json;

namespace TranslationService.Engine.Benchmarks.Profiling;

/// <summary>Reads what ONNX Runtime's profiler wrote: an array of events, of which those of a run and of its nodes' kernels matter here.</summary>
internal static class ProfileFile
{
    private sealed record Event(string Name, string? Operator, long Start, long Microseconds);

    /// <summary>The cost of each operator in a run, the most costly first.</summary>
    /// <param name="path">The profiler's file.</param>
    /// <param name="warmUpRuns">Runs at the beginning that do not count.</param>
    public static IReadOnlyList<OperatorCost> Read(string path, int warmUpRuns)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return Costs(json.RootElement, warmUpRuns);
    }

    internal static IReadOnlyList<OperatorCost> Costs(JsonElement events, int warmUpRuns)
    {
        var all = events.EnumerateArray().Select(Read).ToList();
        var runs = all.Where(e => e.Name == "model_run").OrderBy(e => e.Start).Skip(warmUpRuns).ToList();
        if (runs.Count == 0)
        {
            throw new BenchmarkException("the profile has no run after its warm-up");
        }

        return [.. all
            .Where(e => e.Operator is not null && e.Start >= runs[0].Start)
            .GroupBy(e => e.Operator!)
            .Select(group => new OperatorCost(group.Key, (double)group.Count() / runs.Count, (double)group.Sum(e => e.Microseconds) / runs.Count))
            .OrderByDescending(cost => cost.Microseconds)];
    }

    private static Event Read(JsonElement element)
    {
        var name = element.GetProperty("name").GetString()!;
        var isKernel = name.EndsWith("_kernel_time", StringComparison.Ordinal);
        return new Event(
            name,
            isKernel ? element.GetProperty("args").GetProperty("op_name").GetString() : null,
            element.GetProperty("ts").GetInt64(),
            element.GetProperty("dur").GetInt64());
    }
}
