using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Ragged;

/// <summary>Lets the operator that makes rows give their bytes too, instead of a <see cref="RaggedOperators.QuantizeRows"/> behind it: a node less, and the row is in the cache.</summary>
internal static class QuantizeFusion
{
    // The operators that can, and how many outputs of their own they have.
    private static readonly Dictionary<string, int> OwnOutputs = new(StringComparer.Ordinal)
    {
        [RaggedOperators.Embed] = 1,
        [RaggedOperators.Affine] = 1,
        [RaggedOperators.AddNorm] = 2,
        [RaggedOperators.DualAddNorm] = 2,
        [RaggedOperators.SelfAttention] = 1,
        [RaggedOperators.CrossAttention] = 1,
    };

    /// <summary>Changes a finished graph.</summary>
    public static void Apply(GraphProto graph)
    {
        var makers = graph.Node.Where(node => node.Domain == RaggedOperators.Domain && OwnOutputs.ContainsKey(node.OpType)).ToDictionary(node => node.Output[0]);
        foreach (var quantizer in graph.Node.Where(node => node.OpType == RaggedOperators.QuantizeRows).ToList())
        {
            if (makers.Remove(quantizer.Input[0], out var maker)) // once: a second quantiser of the same rows may want another range
            {
                maker.Output.AddRange(Enumerable.Repeat("", OwnOutputs[maker.OpType] - maker.Output.Count));
                maker.Output.AddRange(quantizer.Output);
                maker.Attribute.AddRange(quantizer.Attribute);
                graph.Node.Remove(quantizer);
            }
        }
    }
}
