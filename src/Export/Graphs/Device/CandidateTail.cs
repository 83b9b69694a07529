using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Device;

/// <summary>
/// The end of a padded decoder step: from the logits of each row to its likeliest tokens, so that on a GPU no row of the vocabulary crosses to the host.
/// Log-probabilities are fp32 also where the logits are fp16. Nothing is computed twice: the logits stay an output, which costs nothing while nobody binds it.
/// </summary>
internal static class CandidateTail
{
    /// <summary>Adds the tail to a graph that has <see cref="GraphNames.Logits"/>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">The logits' type.</param>
    /// <param name="vocabulary">Says which tokens are never part of a translation.</param>
    public static void Add(GraphBuilder graph, ElementType values, VocabularyLayout vocabulary)
    {
        var count = graph.Input(DeviceGraphNames.CandidateCount, ElementType.Int64, 1);
        graph.Output(DeviceGraphNames.CandidateLogProbabilities, ElementType.Float, "R", "K");
        graph.Output(DeviceGraphNames.CandidateTokens, ElementType.Int64, "R", "K");
        graph.Output(DeviceGraphNames.EndLogProbability, ElementType.Float, "R");

        // Over all tokens, also those that may not come.
        var logSumExp = graph.Node(
            "ReduceLogSumExp", [Single(graph, GraphNames.Logits), graph.Longs([-1], 1)], Attributes.Int("keepdims", 1)); // [R, 1]
        var allowed = graph.Node("Add", [GraphNames.Logits, graph.Floats("suppressed", values, Suppressed(vocabulary), vocabulary.Size)]);
        var best = graph.Node("TopK", [allowed, count], [graph.Fresh("best"), DeviceGraphNames.CandidateTokens], Attributes.Int("axis", -1))[0]; // [R, K]
        graph.Node("Sub", [Single(graph, best), logSumExp], [DeviceGraphNames.CandidateLogProbabilities]);
        AddEnd(graph, logSumExp);
    }

    private static void AddEnd(GraphBuilder graph, string logSumExp)
    {
        const int End = VocabularyLayout.EndId;
        var logit = graph.Node("Slice", [GraphNames.Logits, graph.Longs([End], 1), graph.Longs([End + 1], 1), graph.Longs([1], 1)]); // [R, 1]
        var logProbability = graph.Node("Sub", [Single(graph, logit), logSumExp]);
        graph.Node("Reshape", [logProbability, graph.Longs([-1], 1)], [DeviceGraphNames.EndLogProbability]);
    }

    private static string Single(GraphBuilder graph, string x) => graph.Node("Cast", [x], Attributes.Int("to", (long)ElementType.Float));

    // [vocabulary]: added to the logits.
    private static float[] Suppressed(VocabularyLayout vocabulary)
    {
        var mask = new float[vocabulary.Size];
        foreach (var token in new[] { VocabularyLayout.PadId, VocabularyLayout.UnknownId, VocabularyLayout.BeginId })
        {
            mask[token] = float.NegativeInfinity;
        }

        mask.AsSpan(vocabulary.FirstLanguageId).Fill(float.NegativeInfinity);
        return mask;
    }
}
