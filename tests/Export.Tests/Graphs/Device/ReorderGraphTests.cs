using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Graphs.Device;

namespace TranslationService.Export.Tests.Graphs.Device;

public sealed class ReorderGraphTests
{
    private const int Tensors = 4;
    private const int Width = 6;

    [Fact]
    public void Lines_move_inside_one_memory_all_read_before_one_is_written()
    {
        var tensors = Enumerable.Range(0, Tensors).Select(tensor => Lines(5, 100 * tensor)).ToArray();

        // 1 and 2 change places, 4 becomes 0, and that pair stands there twice.
        Move(tensors, tensors, from: [1, 2, 0, 0], to: [2, 1, 4, 4]);

        Assert.All(tensors.Select((lines, tensor) => (lines, tensor)), pair => Assert.Equal(
            new[] { 0, 2, 1, 3, 0 }.Select(line => (100f * pair.tensor) + (10 * line)),
            pair.lines.Chunk(Width).Select(line => line[0])));
    }

    [Fact]
    public void Lines_move_into_other_memory_which_keeps_its_others()
    {
        var sources = Enumerable.Range(0, Tensors).Select(tensor => Lines(2, 1000 * (tensor + 1))).ToArray();
        var destinations = Enumerable.Range(0, Tensors).Select(_ => Lines(7, 0)).ToArray();

        Move(sources, destinations, from: [1, 0], to: [3, 6]);

        Assert.All(destinations.Select((lines, tensor) => (lines, tensor)), pair => Assert.Equal(
            [0f, 10, 20, (1000f * (pair.tensor + 1)) + 10, 40, 50, 1000f * (pair.tensor + 1)],
            pair.lines.Chunk(Width).Select(line => line[0])));
    }

    private static float[] Lines(int count, float first) =>
        [.. Enumerable.Range(0, count).SelectMany(line => Enumerable.Range(0, Width).Select(i => first + (10 * line) + i))];

    private static void Move(float[][] sources, float[][] destinations, long[] from, long[] to)
    {
        using var runner = new GraphRunner(ReorderGraph.Build(Precision.Fp32, Tensors));
        var inputs = new Dictionary<string, OrtValue>
        {
            [DeviceGraphNames.From] = OrtValue.CreateTensorValueFromMemory(from, [from.Length]),
            [DeviceGraphNames.To] = OrtValue.CreateTensorValueFromMemory(to, [to.Length]),
        };
        var outputs = new Dictionary<string, OrtValue>();
        for (var tensor = 0; tensor < Tensors; tensor++)
        {
            inputs[DeviceGraphNames.Source(tensor)] = Value(sources[tensor]);
            inputs[DeviceGraphNames.Destination(tensor)] = Value(destinations[tensor]);
            outputs[DeviceGraphNames.Moved(tensor)] = Value(destinations[tensor]);
        }

        runner.RunInto(inputs, outputs);
        foreach (var value in inputs.Values.Concat(outputs.Values))
        {
            value.Dispose();
        }
    }

    private static OrtValue Value(float[] lines) => OrtValue.CreateTensorValueFromMemory(lines, [lines.Length / Width, Width]);
}
