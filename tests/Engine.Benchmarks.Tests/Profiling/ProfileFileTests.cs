using System.Text.Json;
using TranslationService.Engine.Benchmarks.Profiling;

namespace TranslationService.Engine.Benchmarks.Tests.Profiling;

public sealed class ProfileFileTests
{
    // Three runs; the first is a warm-up whose node is slow.
    private const string Profile =
        """
        [
        {"cat":"Session","name":"model_loading_uri","ts":1,"dur":900,"args":{}},
        {"cat":"Node","name":"a_kernel_time","ts":11,"dur":500,"args":{"op_name":"MatMul"}},
        {"cat":"Session","name":"model_run","ts":10,"dur":600,"args":{}},
        {"cat":"Node","name":"a_kernel_time","ts":1001,"dur":30,"args":{"op_name":"MatMul"}},
        {"cat":"Node","name":"b_kernel_time","ts":1040,"dur":10,"args":{"op_name":"MatMul"}},
        {"cat":"Node","name":"c_kernel_time","ts":1050,"dur":60,"args":{"op_name":"AddNorm"}},
        {"cat":"Node","name":"c_fence_before","ts":1050,"dur":999,"args":{"op_name":"AddNorm"}},
        {"cat":"Session","name":"model_run","ts":1000,"dur":120,"args":{}},
        {"cat":"Node","name":"a_kernel_time","ts":2001,"dur":20,"args":{"op_name":"MatMul"}},
        {"cat":"Node","name":"b_kernel_time","ts":2040,"dur":20,"args":{"op_name":"MatMul"}},
        {"cat":"Node","name":"c_kernel_time","ts":2050,"dur":50,"args":{"op_name":"AddNorm"}},
        {"cat":"Session","name":"model_run","ts":2000,"dur":110,"args":{}}
        ]
        """;

    [Fact]
    public void Kernels_are_added_up_by_operator_and_shared_among_the_runs_after_the_warm_up()
    {
        using var json = JsonDocument.Parse(Profile);

        var costs = ProfileFile.Costs(json.RootElement, warmUpRuns: 1);

        Assert.Equal([new OperatorCost("AddNorm", 1, 55), new OperatorCost("MatMul", 2, 40)], costs);
    }

    [Fact]
    public void A_profile_of_nothing_but_warm_up_is_an_error()
    {
        using var json = JsonDocument.Parse(Profile);

        Assert.Throws<BenchmarkException>(() => ProfileFile.Costs(json.RootElement, warmUpRuns: 3));
    }
}
