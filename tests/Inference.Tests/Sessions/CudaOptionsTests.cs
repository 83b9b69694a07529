using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Tests.Sessions;

public sealed class CudaOptionsTests
{
    [Fact]
    public void Without_options_only_the_arenas_growth_is_set()
    {
        Assert.All(Enum.GetValues<GraphRole>(), role => Assert.Equal(
            new Dictionary<string, string> { ["device_id"] = "0", ["arena_extend_strategy"] = "kSameAsRequested" },
            CudaOptions.For(new EngineOptions(), role)));
    }

    [Fact]
    public void The_memory_limit_holds_for_all_sessions_together()
    {
        var options = new EngineOptions { GpuMemoryLimitMegabytes = 8000, GpuDevice = 3 };

        var limits = Enum.GetValues<GraphRole>().Select(role => CudaOptions.For(options, role)).ToList();

        Assert.Equal(8000L << 20, limits.Sum(cuda => long.Parse(cuda["gpu_mem_limit"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(limits, cuda => Assert.Equal("3", cuda["device_id"]));
    }

    [Fact]
    public void Only_the_decoder_step_is_captured()
    {
        var options = new EngineOptions { CudaGraphs = true };

        Assert.Equal([GraphRole.DecoderStep], Enum.GetValues<GraphRole>().Where(role => CudaOptions.For(options, role).ContainsKey("enable_cuda_graph")));
    }
}
