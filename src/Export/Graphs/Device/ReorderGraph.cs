using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Device;

/// <summary>
/// Copies lines of the device's tensors, all layers' keys and values in one call, wherever the engine needs lines moved: beams that go on in another row, encoded
/// sentences into their slots, everything into larger memory. With the output in the destination's own memory ScatterND writes those lines and touches no other
/// (both its CPU and its CUDA kernel compare the addresses).
/// </summary>
internal static class ReorderGraph
{
    /// <summary>The graph for that many tensors in the graphs' number format.</summary>
    public static ModelProto Build(Precision precision, int tensors)
    {
        var graph = new GraphBuilder("reorder");
        Add(graph, precision == Precision.Fp16 ? ElementType.Float16 : ElementType.Float, tensors);
        return graph.Build();
    }

    private static void Add(GraphBuilder graph, ElementType values, int tensors)
    {
        var from = graph.Input(DeviceGraphNames.From, ElementType.Int64, "M");
        var to = graph.Node("Unsqueeze", [graph.Input(DeviceGraphNames.To, ElementType.Int64, "M"), graph.Longs([1], 1)]); // [M, 1]
        for (var tensor = 0; tensor < tensors; tensor++)
        {
            var source = graph.Input(DeviceGraphNames.Source(tensor), values, "N", "W");
            var destination = graph.Input(DeviceGraphNames.Destination(tensor), values, "P", "W");
            graph.Output(DeviceGraphNames.Moved(tensor), values, "P", "W");
            graph.Node("ScatterND", [destination, to, graph.Node("Gather", [source, from])], [DeviceGraphNames.Moved(tensor)]);
        }
    }
}
