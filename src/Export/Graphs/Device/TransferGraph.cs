using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs.Device;

/// <summary>
/// Copies one tensor of each type from wherever its input is bound to wherever its output is: what a step reads to the device, what it chose to the host. ONNX Runtime's C# has no
/// other copy between the two, and a host tensor bound to a CUDA graph's input is copied once, when it is bound, and never again.
/// </summary>
internal static class TransferGraph
{
    /// <summary>The graph in the graphs' number format.</summary>
    public static ModelProto Build(Precision precision)
    {
        var graph = new GraphBuilder("transfer");
        Add(graph, DeviceGraphNames.Longs, ElementType.Int64);
        Add(graph, DeviceGraphNames.Integers, ElementType.Int32);
        Add(graph, DeviceGraphNames.Values, precision == Precision.Fp16 ? ElementType.Float16 : ElementType.Float);
        Add(graph, DeviceGraphNames.Singles, ElementType.Float);
        return graph.Build();
    }

    private static void Add(GraphBuilder graph, string name, ElementType type)
    {
        graph.Input(name, type, $"{name} N");
        graph.Output(DeviceGraphNames.Copy(name), type, $"{name} N");
        graph.Node("Identity", [name], [DeviceGraphNames.Copy(name)]);
    }
}
