using TranslationService.Inference.Sessions.Device;

namespace TranslationService.Inference.Tests.Sessions.Device;

public sealed class DeviceFailureTests
{
    [Fact]
    public void Short_memory_a_failing_device_and_a_bad_input_are_told_apart()
    {
        var (memory, device, input) = (DeviceErrors.OutOfMemory(), DeviceErrors.OfDevice(), DeviceErrors.OfInput());

        Assert.Equal([true, false, false], new[] { memory, device, input }.Select(DeviceFailure.IsOutOfMemory));
        Assert.Equal([false, true, false], new[] { memory, device, input }.Select(DeviceFailure.IsOfDevice));
    }

    [Fact]
    public void Only_the_runtimes_own_errors_say_something_about_the_device()
    {
        Assert.False(DeviceFailure.IsOfDevice(new InvalidOperationException("CUDA")));
        Assert.False(DeviceFailure.IsOutOfMemory(new InvalidOperationException("out of memory")));
        Assert.True(DeviceFailure.IsOutOfMemory(new OutOfMemoryException()));
    }
}
