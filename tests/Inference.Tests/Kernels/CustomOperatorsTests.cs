using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class CustomOperatorsTests
{
    private const int Rows = 6;
    private const int Width = 32;

    public static readonly TheoryData<string> Operators =
    [
        RaggedOperators.QuantizeRows, RaggedOperators.Affine, RaggedOperators.AddNorm, RaggedOperators.DualAddNorm,
        RaggedOperators.EncoderAttention, RaggedOperators.SelfAttention, RaggedOperators.CrossAttention,
    ];

    [Theory]
    [MemberData(nameof(Operators))]
    public void A_run_allocates_no_managed_memory(string name)
    {
        var (inputs, outputs) = Node(name);
        using var node = Load(name, inputs, outputs);
        using var binding = node.Session.CreateIoBinding();
        using var options = new RunOptions();
        var values = inputs.OfType<TestTensor>().Select(input => input.ToOrtValue()).ToArray();
        foreach (var (input, value) in node.Session.InputNames.Zip(values))
        {
            binding.BindInput(input, value);
        }

        foreach (var output in node.Session.OutputNames)
        {
            binding.BindOutputToDevice(output, OrtMemoryInfo.DefaultInstance);
        }

        // The first runs make this thread's scratch and the compiled code.
        node.Session.RunWithBinding(options, binding);
        node.Session.RunWithBinding(options, binding);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            node.Session.RunWithBinding(options, binding);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        foreach (var value in values)
        {
            value.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public async Task Several_threads_may_run_one_session(string name)
    {
        var (inputs, outputs) = Node(name);
        using var node = Load(name, inputs, outputs);
        TestTensor[] given = [.. inputs.OfType<TestTensor>()];
        var expected = node.Run(given);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 20).Select(_ => node.Run(given)).ToArray())));
        Assert.All(runs.SelectMany(run => run), results => Assert.Equal(expected, results));
    }

    [Fact]
    public void A_session_may_go_and_another_come()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([128, 128], (byte[])OneOperator.Run(RaggedOperators.QuantizeRows, [TestTensor.Of(new float[2], 1, 2)], [2, 1], Attributes)[0]);
        }
    }

    [Fact]
    public void An_input_of_another_type_is_refused_when_the_graph_is_loaded() =>
        Assert.Throws<OnnxRuntimeException>(() => new OneOperator(RaggedOperators.QuantizeRows, [7], [2, 1], Attributes));

    private static (string Name, object Value)[] Attributes =>
    [
        (RaggedOperators.ZeroPoint, 128), (RaggedOperators.Limit, 127), (RaggedOperators.Relu, 1), (RaggedOperators.Epsilon, 1e-5f),
        (RaggedOperators.DualScale, 1f), (RaggedOperators.Heads, 4), (RaggedOperators.Layer, 0),
    ];

    private static OneOperator Load(string name, TestTensor?[] inputs, int[] outputs) =>
        new(name, [.. inputs.Select(input => input?.ElementType ?? 0)], outputs, Attributes);

    private static (TestTensor?[] Inputs, int[] Outputs) Node(string name)
    {
        var random = new Random(1);
        TestTensor Matrix(int width) => TestTensor.Of(random.Floats(Rows * width), Rows, width);
        TestTensor Vector(int width) => TestTensor.Of(random.Floats(width), width);
        TestTensor Memory() => TestTensor.Of(random.Floats(Rows * 9 * 2 * Width), Rows, 9, 2 * Width);
        TestTensor EachRow(int[] numbers) => TestTensor.Of(numbers, Rows);
        var positions = TestTensor.Of(new long[] { 0, 1, 2, 8, 7, 3 }, Rows);
        var cells = TestTensor.Of(Enumerable.Range(0, Rows * 9).Select(i => i / 9).ToArray(), Rows, 9);
        return name switch
        {
            RaggedOperators.QuantizeRows => ([Matrix(Width)], [2, 1]),
            RaggedOperators.Affine => ([Matrix(Width), Vector(Rows), Vector(Width)], [1]),
            RaggedOperators.AddNorm => ([Matrix(Width), null, Vector(Width), Matrix(Width), Vector(Width), Vector(Width)], [1, 1]),
            RaggedOperators.DualAddNorm => ([Matrix(Width), Vector(Rows), Vector(Width), Matrix(Width), Matrix(Width), Vector(Width), Vector(Width)], [1, 1]),
            RaggedOperators.EncoderAttention => ([Matrix(3 * Width), Vector(Rows), Vector(3 * Width), TestTensor.Of([0, 2, Rows], 3)], [1]),
            RaggedOperators.SelfAttention => ([Matrix(3 * Width), null, Vector(3 * Width), Memory(), positions, cells], [1]),
            _ => ([Matrix(Width), Vector(Rows), Vector(Width), Memory(), EachRow([0, 0, 1, 5, 5, 2]), EachRow([9, 9, 1, 4, 4, 8])], [1]),
        };
    }
}
