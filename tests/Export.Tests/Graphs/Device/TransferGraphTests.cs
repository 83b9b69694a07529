using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Graphs.Device;

namespace TranslationService.Export.Tests.Graphs.Device;

public sealed class TransferGraphTests
{
    [Fact]
    public void Each_type_is_copied_into_the_memory_that_is_bound_at_every_run_anew()
    {
        using var runner = new GraphRunner(TransferGraph.Build(Precision.Fp16));
        var (longs, copy) = (new long[] { 1, 2, 3 }, new long[3]);
        using var input = OrtValue.CreateTensorValueFromMemory(longs, [3]);
        using var output = OrtValue.CreateTensorValueFromMemory(copy, [3]);
        using var integers = OrtValue.CreateTensorValueFromMemory(new[] { 7 }, [1]);
        using var integersCopy = OrtValue.CreateTensorValueFromMemory(new int[1], [1]);
        using var values = OrtValue.CreateTensorValueFromMemory(new[] { (Float16)0.5f, (Float16)(-30000f) }, [2]);
        using var valuesCopy = OrtValue.CreateTensorValueFromMemory(new Float16[2], [2]);
        using var singles = OrtValue.CreateTensorValueFromMemory(new[] { 9f }, [1]);
        using var singlesCopy = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
        var inputs = new Dictionary<string, OrtValue>
        {
            [DeviceGraphNames.Longs] = input,
            [DeviceGraphNames.Integers] = integers,
            [DeviceGraphNames.Values] = values,
            [DeviceGraphNames.Singles] = singles,
        };
        var outputs = new Dictionary<string, OrtValue>
        {
            [DeviceGraphNames.Copy(DeviceGraphNames.Longs)] = output,
            [DeviceGraphNames.Copy(DeviceGraphNames.Integers)] = integersCopy,
            [DeviceGraphNames.Copy(DeviceGraphNames.Values)] = valuesCopy,
            [DeviceGraphNames.Copy(DeviceGraphNames.Singles)] = singlesCopy,
        };

        runner.RunInto(inputs, outputs);
        Assert.Equal([1L, 2, 3], copy);
        longs[1] = 20;
        runner.RunInto(inputs, outputs);

        Assert.Equal([1L, 20, 3], copy);
        Assert.Equal(7, integersCopy.GetTensorDataAsSpan<int>()[0]);
        Assert.Equal((Float16)(-30000f), valuesCopy.GetTensorDataAsSpan<Float16>()[1]);
        Assert.Equal(9f, singlesCopy.GetTensorDataAsSpan<float>()[0]);
    }
}
